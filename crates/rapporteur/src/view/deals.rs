//! What is on the table, where the parties stand, who holds what.

use rapporteur_record::{Control, ControlChange, Instrument, PartyId, Position, Stance};

use super::page::{Page, listed, reality, squeeze};

pub fn instruments(page: &mut Page) {
    if !page.record.instruments.is_empty() {
        page.section("ON THE TABLE");
    }
    for i in &page.record.instruments {
        instrument(page, i);
    }
}

fn instrument(page: &mut Page, i: &Instrument) {
    let listing = |label: &str, ids: &[PartyId]| (!ids.is_empty()).then(|| format!("{label} {}", page.names(ids)));
    let name = squeeze(&i.name);
    let kind = if name.to_lowercase().contains(i.kind.as_str()) { String::new() } else { format!(" ({})", i.kind) };
    let head = listed([
        Some(name + &kind),
        i.points.map(|n| format!("{n} points")),
        listing("by", &i.authors),
        listing("between", &i.parties),
        page.vouched(&i.vouched_by),
    ]);
    page.entry(i.id, &head);
    if i.history.is_empty() {
        page.words(&i.evidence);
    }
    for step in &i.history {
        let words = step.step.as_str().replace('_', " ");
        page.more(&listed([Some(words), step.when.clone(), page.vouched(&step.vouched_by)]));
        page.words(&step.evidence);
    }
}

/// By party, in the order in which the report comes to them, and by issue.
pub fn positions(page: &mut Page) {
    let record = page.record;
    if !record.positions.is_empty() {
        page.section("POSITIONS");
    }
    let mut order: Vec<PartyId> = vec![];
    for o in &record.positions {
        if !order.contains(&o.party) {
            order.push(o.party);
        }
    }
    for party in order {
        let heading = page.name(party);
        page.heading(&heading);
        let mut of_party: Vec<&Position> = record.positions.iter().filter(|o| o.party == party).collect();
        of_party.sort_by_key(|o| (o.issue, o.evidence.start()));
        for o in of_party {
            position(page, o);
        }
    }
}

fn position(page: &mut Page, o: &Position) {
    let stance = match o.stance {
        Stance::Conditions => "sets a condition",
        other => other.as_str(),
    };
    let toward = if o.toward.is_empty() { String::new() } else { format!(", toward {}", page.names(&o.toward)) };
    let issue = o.issue.as_str().replace('_', " ");
    let head = listed([Some(format!("{issue}: {stance}{toward}")), o.when.clone(), page.vouched(&o.vouched_by)]);
    page.entry(o.id, &head);
    page.words(&o.evidence);
}

pub fn control(page: &mut Page) {
    if !page.record.control.is_empty() {
        page.section("CONTROL");
    }
    for c in &page.record.control {
        held(page, c);
    }
}

fn held(page: &mut Page, c: &Control) {
    let verb = match c.change {
        ControlChange::Contested => "contests",
        ControlChange::Claimed => "claims",
        other => other.as_str(),
    };
    let extent = c.extent.as_ref().map_or(String::new(), |e| format!(" ({})", squeeze(e)));
    let head = listed([
        Some(format!("{} {verb} {}{extent}", page.name(c.holder), squeeze(&c.territory))),
        c.when.clone(),
        reality(c.status),
        page.vouched(&c.vouched_by),
    ]);
    page.entry(c.id, &head);
    page.words(&c.evidence);
}
