//! The tables of meetings, instruments, positions, events and control.

use rapporteur_record::{Control, Event, Instrument, Meeting, Position};

use super::columns::{
    Column, all, column, evidence, ids, parties, party, place, plain, stretch, time, vouched, voucher,
};
use crate::{Sort, codes::code};

pub fn meetings() -> Vec<Column<Meeting>> {
    all([
        ids(|m: &Meeting| m.id.to_string()),
        parties("party", "parties", |m: &Meeting| &m.parties),
        parties("participant", "participants", |m: &Meeting| &m.participants),
        parties("host", "hosts", |m: &Meeting| &m.hosts),
        parties("mediator", "mediators", |m: &Meeting| &m.mediators),
        vec![
            column("format", Sort::Name, "in_person, remote or indirect", |_, m: &Meeting| {
                m.format.map(|f| f.as_str()).into()
            }),
            column("round", Sort::Int, "Which round", |_, m: &Meeting| m.round.into()),
            column("day", Sort::Int, "Which day of the talks", |_, m: &Meeting| m.day.into()),
            column("topics", Sort::Texts, "Issues", |_, m: &Meeting| {
                m.topics.iter().map(ToString::to_string).collect::<Vec<_>>().into()
            }),
            column("duration", Sort::Name, "ISO 8601", |_, m: &Meeting| m.duration.as_ref().into()),
        ],
        stretch("outcome", "of the words for what came of it", |m: &Meeting| m.outcome.as_ref().map(|o| &o.evidence)),
        vec![column("outcome_vouched_by", Sort::Texts, "Who vouches for the outcome", |_, m: &Meeting| {
            m.outcome.iter().flat_map(|o| &o.vouched_by).map(voucher).collect::<Vec<_>>().into()
        })],
        time("when", |m: &Meeting| m.when.as_ref()),
        place(|m: &Meeting| m.place),
        vec![column("status", Sort::Name, "How real it is", |_, m: &Meeting| m.status.as_str().into())],
        evidence(|m: &Meeting| Some(&m.evidence)),
        vouched(|m: &Meeting| &m.vouched_by, |m| &m.made_by),
    ])
}

pub fn instruments() -> Vec<Column<Instrument>> {
    all([
        ids(|i: &Instrument| i.id.to_string()),
        vec![
            column("name", Sort::Text, "As the report names it", |_, i: &Instrument| (&i.name).into()),
            column("kind", Sort::Name, "plan, proposal, agreement, ceasefire, ...", |_, i: &Instrument| {
                i.kind.as_str().into()
            }),
            column("points", Sort::Int, "28 for a 28-point plan", |_, i: &Instrument| i.points.into()),
        ],
        parties("author", "authors", |i: &Instrument| &i.authors),
        parties("party", "parties", |i: &Instrument| &i.parties),
        vec![
            column("steps", Sort::Texts, "What has become of it, in the order of the text", |_, i: &Instrument| {
                i.history.iter().map(|h| h.step.to_string()).collect::<Vec<_>>().into()
            }),
            column(
                "steps_when",
                Sort::Texts,
                "EDTF of each step, empty where the report does not say",
                |_, i: &Instrument| {
                    i.history.iter().map(|h| h.when.clone().unwrap_or_default()).collect::<Vec<_>>().into()
                },
            ),
            column("steps_exact", Sort::Texts, "The words of each step", |_, i: &Instrument| {
                i.history.iter().map(|h| h.evidence.exact().to_string()).collect::<Vec<_>>().into()
            }),
        ],
        evidence(|i: &Instrument| Some(&i.evidence)),
        vouched(|i: &Instrument| &i.vouched_by, |i| &i.made_by),
    ])
}

pub fn positions() -> Vec<Column<Position>> {
    all([
        ids(|o: &Position| o.id.to_string()),
        party("party", |o: &Position| o.party),
        vec![
            column("issue", Sort::Name, "ceasefire, territory, prisoners, ...", |_, o: &Position| {
                o.issue.as_str().into()
            }),
            column("stance", Sort::Name, "demands, offers, accepts, rejects or conditions", |_, o: &Position| {
                o.stance.as_str().into()
            }),
        ],
        parties("toward", "toward", |o: &Position| &o.toward),
        time("when", |o: &Position| o.when.as_ref()),
        evidence(|o: &Position| Some(&o.evidence)),
        vouched(|o: &Position| &o.vouched_by, |o| &o.made_by),
    ])
}

pub fn events() -> Vec<Column<Event>> {
    all([
        ids(|e: &Event| e.id.to_string()),
        vec![
            column("type", Sort::Name, "PLOVER's type", |_, e: &Event| e.kind.as_str().into()),
            column("mode", Sort::Name, "PLOVER's mode", |_, e: &Event| e.mode.as_ref().into()),
            column("contexts", Sort::Texts, "PLOVER's contexts", |_, e: &Event| e.contexts.clone().into()),
        ],
        parties("actor", "actors", |e: &Event| &e.actors),
        parties("recipient", "recipients", |e: &Event| &e.recipients),
        time("when", |e: &Event| e.when.as_ref()),
        place(|e: &Event| e.place),
        vec![
            column("status", Sort::Name, "How real it is", |_, e: &Event| e.status.as_str().into()),
            column("cameo", Sort::Name, "CAMEO code of the type and mode", |_, e: &Event| {
                code(e).map(|c| &c.cameo).into()
            }),
            column("quad", Sort::Int, "Quad class, 1 to 4", |_, e: &Event| code(e).map(|c| u32::from(c.quad)).into()),
            column("score", Sort::Float, "From -10, conflict, to 10, cooperation", |_, e: &Event| {
                code(e).map(|c| plain(c.score)).into()
            }),
        ],
        stretch("trigger", "of the words that name the act", |e: &Event| Some(&e.trigger)),
        evidence(|e: &Event| Some(&e.evidence)),
        vouched(|e: &Event| &e.vouched_by, |e| &e.made_by),
    ])
}

pub fn control() -> Vec<Column<Control>> {
    all([
        ids(|c: &Control| c.id.to_string()),
        party("holder", |c: &Control| c.holder),
        vec![
            column("territory", Sort::Text, "The words for the territory", |_, c: &Control| (&c.territory).into()),
            column("extent", Sort::Text, "The words for how much of it", |_, c: &Control| c.extent.as_ref().into()),
            column("change", Sort::Name, "holds, gained, lost, contested or claimed", |_, c: &Control| {
                c.change.as_str().into()
            }),
        ],
        time("when", |c: &Control| c.when.as_ref()),
        place(|c: &Control| c.place),
        vec![column("status", Sort::Name, "How real it is", |_, c: &Control| c.status.as_str().into())],
        evidence(|c: &Control| Some(&c.evidence)),
        vouched(|c: &Control| &c.vouched_by, |c| &c.made_by),
    ])
}
