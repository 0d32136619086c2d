//! Who met whom, and who did what to whom.

use rapporteur_record::{Event, Meeting, MeetingFormat, Status};

use super::page::{Page, joined, listed, reality};

pub fn meetings(page: &mut Page) {
    if !page.record.meetings.is_empty() {
        page.section("MEETINGS");
    }
    for m in &page.record.meetings {
        meeting(page, m);
    }
}

fn meeting(page: &mut Page, m: &Meeting) {
    let sides = if m.parties.is_empty() { &m.participants } else { &m.parties };
    let verb = match m.status {
        Status::Happened => "met",
        Status::Ongoing => "are meeting",
        Status::Planned => "are to meet",
        Status::Hypothetical => "may meet",
        Status::Denied => "did not meet, or will not",
    };
    let sides = match &sides[..] {
        [] => "Parties unnamed".to_string(),
        [one] => format!("{} and others unnamed", page.name(*one)),
        all => page.names(all),
    };
    let head = listed([
        Some(format!("{sides} {verb}")),
        m.place.map(|p| page.place(p)),
        m.when.clone(),
        m.duration.as_ref().map(|d| format!("for {d}")),
        page.vouched(&m.vouched_by),
    ]);
    page.entry(m.id, &head);
    let listing = |label: &str, ids: &[_]| (!ids.is_empty()).then(|| format!("{label} {}", page.names(ids)));
    let topics: Vec<String> = m.topics.iter().map(|t| t.as_str().replace('_', " ")).collect();
    let details = [
        if m.parties.is_empty() { None } else { listing("present:", &m.participants) },
        listing("host:", &m.hosts),
        listing("mediator:", &m.mediators),
        m.format.map(|f| match f {
            MeetingFormat::InPerson => "in person".to_string(),
            MeetingFormat::Remote => "at a distance".to_string(),
            MeetingFormat::Indirect => "through go-betweens".to_string(),
        }),
        m.round.map(|r| format!("round {r}")),
        m.day.map(|d| format!("day {d}")),
        (!topics.is_empty()).then(|| format!("on {}", joined(&topics))),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    if !details.is_empty() {
        page.more(&details.join("; "));
    }
    page.words(&m.evidence);
    if let Some(outcome) = &m.outcome {
        let told = page.vouched(&outcome.vouched_by).map_or(String::new(), |v| format!(", {v}"));
        page.more(&format!("what came of it{told}:"));
        page.words(&outcome.evidence);
    }
}

pub fn events(page: &mut Page) {
    if !page.record.events.is_empty() {
        page.section("EVENTS");
    }
    for e in &page.record.events {
        event(page, e);
    }
}

/// "Oslo → Rome: ACCUSE (disapprove), 1999-03-04".
fn event(page: &mut Page, e: &Event) {
    let actors = if e.actors.is_empty() { "Someone unnamed".into() } else { page.names(&e.actors) };
    let recipients =
        if e.recipients.is_empty() { String::new() } else { format!(" → {}", page.names(&e.recipients)) };
    let mode = e.mode.as_ref().map_or(String::new(), |m| format!(" ({m})"));
    let head = listed([
        Some(format!("{actors}{recipients}: {}{mode}", e.kind)),
        e.place.map(|p| page.place(p)),
        e.when.clone(),
        reality(e.status),
        page.vouched(&e.vouched_by),
    ]);
    page.entry(e.id, &head);
    page.words(&e.evidence);
}
