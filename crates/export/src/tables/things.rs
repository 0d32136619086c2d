//! The tables of what entries point at, of statements, and of the reports themselves.

use rapporteur_record::{Evidence, Party, Place, Record, Statement, Time};

use super::columns::{Column, all, column, evidence, ids, plain, stretch, time, vouched};
use crate::{Cell, Sort};

/// Between the stretches of a statement's content.
const GAP: &str = " […] ";

pub fn reports() -> Vec<Column<Record>> {
    let archived = |what: &str| format!("{what}, from an archive");
    all([
        vec![
            column("report_no", Sort::Int, "The report's number: joins the tables", |at, _| at.ties.report.into()),
            column("report", Sort::Text, "The report's id", |_, r: &Record| (&r.report.id).into()),
            column("title", Sort::Text, "The headline", |_, r: &Record| r.report.title.as_ref().into()),
            column("publisher", Sort::Name, "Who published it", |_, r: &Record| r.report.publisher.as_ref().into()),
            column("author", Sort::Name, "The byline", |_, r: &Record| r.report.author.as_ref().into()),
            column("url", Sort::Text, "Where it was published", |_, r: &Record| r.report.url.as_ref().into()),
        ],
        time("published", |r: &Record| r.report.published.as_ref()),
        vec![
            column("language", Sort::Name, "ISO 639-1", |_, r: &Record| r.report.language.as_ref().into()),
            column("words", Sort::Int, "How many words it has", |_, r: &Record| {
                r.report.text.split_whitespace().count().into()
            }),
            column("text", Sort::Text, "What was read, character for character", |_, r: &Record| {
                r.report.text.as_str().into()
            }),
            column("story", Sort::Int, archived("Texts that are copies of each other"), |at, _| at.ties.story.into()),
            column("relation", Sort::Name, archived("first, copy, near or update of its story"), |at, _| {
                at.ties.relation.as_ref().into()
            }),
            column("process", Sort::Name, archived("The talks that it belongs to"), |at, _| {
                at.ties.process.as_ref().into()
            }),
            column("made_with", Sort::Name, "Version of the program", |_, r: &Record| (&r.made_with).into()),
        ],
    ])
}

pub fn parties() -> Vec<Column<Party>> {
    all([
        ids(|p: &Party| p.id.to_string()),
        vec![
            column("name", Sort::Text, "As the report gives it at its fullest", |_, p: &Party| (&p.name).into()),
            column("kind", Sort::Name, "person, state, government, military, ...", |_, p: &Party| {
                p.kind.as_str().into()
            }),
            column("country", Sort::Name, "The country that it is or acts for, ISO 3166-1 alpha-3", |_, p: &Party| {
                p.country.map(|c| c.to_string()).into()
            }),
            column("sectors", Sort::Texts, "PLOVER agent codes", |_, p: &Party| p.sector.clone().into()),
            column("aliases", Sort::Texts, "Other names and titles that the report uses", |_, p: &Party| {
                p.aliases.clone().into()
            }),
            column("titles", Sort::Texts, "Its titles", |_, p: &Party| {
                p.roles.iter().map(|r| r.title.clone()).collect::<Vec<_>>().into()
            }),
            column(
                "titles_of",
                Sort::Texts,
                "What each title is of, empty where the report does not say",
                |_, p: &Party| p.roles.iter().map(|r| r.of_name.clone().unwrap_or_default()).collect::<Vec<_>>().into(),
            ),
            column("known_as", Sort::Name, "What the world table knows it as: wikidata:Q...", |_, p: &Party| {
                p.known_as.as_ref().into()
            }),
        ],
        mentions(|p: &Party| &p.mentions),
        made_by(|p: &Party| &p.made_by),
    ])
}

pub fn places() -> Vec<Column<Place>> {
    all([
        ids(|p: &Place| p.id.to_string()),
        vec![
            column("name", Sort::Name, "As named", |_, p: &Place| (&p.name).into()),
            column("country", Sort::Name, "Where it lies, ISO 3166-1 alpha-3", |_, p: &Place| {
                p.country.map(|c| c.to_string()).into()
            }),
            column("geonames", Sort::Int, "GeoNames id", |_, p: &Place| p.geonames.into()),
            column("lat", Sort::Float, "Degrees north", |_, p: &Place| p.lat.into()),
            column("lon", Sort::Float, "Degrees east", |_, p: &Place| p.lon.into()),
            column("score", Sort::Float, "How sure the choice is among places of that name, 0 to 1", |_, p: &Place| {
                p.score.map(plain).into()
            }),
        ],
        mentions(|p: &Place| &p.mentions),
        made_by(|p: &Place| &p.made_by),
    ])
}

pub fn times() -> Vec<Column<Time>> {
    all([
        ids(|t: &Time| t.id.to_string()),
        vec![column("type", Sort::Name, "DATE, TIME, DURATION or SET", |_, t: &Time| t.kind.as_str().into())],
        time("value", |t: &Time| t.value.as_ref()),
        vec![column("timex3", Sort::Name, "TIMEX3 value, PRESENT_REF and PXD included", |_, t: &Time| {
            t.timex3.as_ref().into()
        })],
        evidence(|t: &Time| Some(&t.evidence)),
        made_by(|t: &Time| &t.made_by),
    ])
}

pub fn statements() -> Vec<Column<Statement>> {
    let ends = |s: &Statement, of: fn(&Evidence) -> usize| Cell::Ints(s.content.iter().map(|e| of(e) as i64).collect());
    all([
        ids(|s: &Statement| s.id.to_string()),
        super::columns::parties("speaker", "speakers", |s: &Statement| &s.speakers),
        stretch("source", "of the words that name who says it", |s: &Statement| s.source.as_ref()),
        stretch("cue", "of the cue (said, according to)", |s: &Statement| s.cue.as_ref()),
        vec![
            column("content", Sort::Text, "What is said; […] between stretches", |_, s: &Statement| {
                s.content.iter().map(Evidence::exact).collect::<Vec<_>>().join(GAP).into()
            }),
            column("content_starts", Sort::Ints, "First code point of each stretch", move |_, s: &Statement| {
                ends(s, Evidence::start)
            }),
            column("content_ends", Sort::Ints, "Code point after the last of each stretch", move |_, s: &Statement| {
                ends(s, Evidence::end)
            }),
            column("how", Sort::Name, "direct, indirect or mixed", |_, s: &Statement| s.how.as_str().into()),
            column("addressee", Sort::Text, "The words for whom it was said to", |_, s: &Statement| {
                s.addressee.as_ref().map(Evidence::exact).into()
            }),
            column("addressee_party", Sort::Text, "The same, in the table of parties", |_, s: &Statement| {
                s.addressee_party.map(|p| p.to_string()).into()
            }),
        ],
        time("said_on", |s: &Statement| s.said_on.as_ref()),
        vouched(|s: &Statement| &s.vouched_by, |s| &s.made_by),
    ])
}

/// Where something is mentioned.
fn mentions<E: 'static>(of: fn(&E) -> &Vec<Evidence>) -> Vec<Column<E>> {
    let ends = move |e: &E, end: fn(&Evidence) -> usize| Cell::Ints(of(e).iter().map(|m| end(m) as i64).collect());
    vec![
        column("mention_starts", Sort::Ints, "First code point of each mention", move |_, e| ends(e, Evidence::start)),
        column("mention_ends", Sort::Ints, "Code point after the last of each mention", move |_, e| {
            ends(e, Evidence::end)
        }),
        column("mentions", Sort::Texts, "The words of each mention", move |_, e| {
            of(e).iter().map(|m| m.exact().to_string()).collect::<Vec<_>>().into()
        }),
    ]
}

fn made_by<E: 'static>(of: fn(&E) -> &String) -> Vec<Column<E>> {
    vec![column("made_by", Sort::Name, "The lexicon entry or rule that made it", move |_, e| of(e).into())]
}
