//! The head of the page, who is in the report, who said what, where and when.

use rapporteur_record::{Evidence, How, Party, PartyKind, Role, Statement};

use super::page::{Page, listed, squeeze};

pub fn head(page: &mut Page) {
    let r = &page.record.report;
    page.title(&squeeze(r.title.as_deref().unwrap_or(&r.id)));
    let parts = [&r.publisher, &r.author, &r.published, &r.url].into_iter().flatten();
    let parts: Vec<String> = parts.map(|p| squeeze(p)).collect();
    if !parts.is_empty() {
        page.remark(&parts.join(" · "));
    }
    if r.published.is_none() {
        page.remark("no publication date: give --published DATE to place its times");
    }
}

pub fn who(page: &mut Page) {
    let of = |page: &Page, wanted: fn(PartyKind) -> bool| -> Vec<usize> {
        (0..page.record.parties.len()).filter(|i| wanted(page.record.parties[*i].kind)).collect()
    };
    for (title, wanted) in [
        ("PEOPLE", (|k| k == PartyKind::Person) as fn(PartyKind) -> bool),
        ("STATES AND GROUPS", |k| !matches!(k, PartyKind::Person | PartyKind::Office)),
    ] {
        let found = of(page, wanted);
        if !found.is_empty() {
            page.section(title);
        }
        for i in found {
            let p = &page.record.parties[i];
            party(page, p);
        }
    }
}

fn party(page: &mut Page, p: &Party) {
    let country = p.country.map_or(String::new(), |c| format!(" [{c}]"));
    let roles: Vec<String> = p.roles.iter().map(role).collect();
    let what = match (p.kind, roles.is_empty()) {
        (PartyKind::Person, true) => String::new(),
        (_, false) => format!(": {}", roles.join("; ")),
        (kind, true) => format!(": {}", kind.as_str().replace('_', " ")),
    };
    let line = p.mentions.first().map_or(0, |m| page.line_of(m));
    let times = match p.mentions.len() {
        1 => String::new(),
        n => format!(", {n} mentions"),
    };
    page.line(&format!("{}{country}{what} (line {line}{times})", squeeze(&p.name)));
}

/// "special envoy (US) since 2024".
fn role(r: &Role) -> String {
    let of = r.of_name.as_deref().filter(|o| !r.title.contains(o)).map_or(String::new(), |o| format!(" ({o})"));
    let since = r.since.as_deref().map_or(String::new(), |s| format!(" since {s}"));
    squeeze(&(r.title.clone() + &of + &since))
}

pub fn said(page: &mut Page) {
    if !page.record.statements.is_empty() {
        page.section("WHO SAID WHAT");
    }
    for s in &page.record.statements {
        statement(page, s);
    }
}

fn statement(page: &mut Page, s: &Statement) {
    let words = s.source.as_ref().map(|e| squeeze(e.exact()));
    let speaker = page.speaker(s);
    let who = match words {
        // "Lena Fors (the mediator)", but not "Lena Fors (Lena Fors)".
        Some(words) if words != speaker => format!("{speaker} ({words})"),
        _ => speaker,
    };
    let how = match s.how {
        How::Direct => None,
        other => Some(other.to_string()),
    };
    let head = listed([
        Some(who + &s.cue.as_ref().map_or(String::new(), |c| format!(" — {}", squeeze(c.exact())))),
        s.addressee.as_ref().map(|a| format!("to {}", squeeze(Evidence::exact(a)))),
        s.said_on.clone(),
        how,
        page.vouched(&s.vouched_by),
    ]);
    page.entry(s.id, &head);
    page.stretches(&s.content);
}

pub fn where_and_when(page: &mut Page) {
    let record = page.record;
    if !record.places.is_empty() {
        page.section("PLACES");
        let name = |p: &rapporteur_record::Place| {
            p.country.map_or(squeeze(&p.name), |c| format!("{} [{c}]", squeeze(&p.name)))
        };
        page.line(&record.places.iter().map(name).collect::<Vec<_>>().join(", "));
    }
    if !record.times.is_empty() {
        page.section("TIMES");
        let value = |t: &rapporteur_record::Time| {
            format!("{} = {}", squeeze(&t.text), t.value.as_deref().or(t.timex3.as_deref()).unwrap_or("?"))
        };
        page.line(&record.times.iter().map(value).collect::<Vec<_>>().join("; "));
    }
}
