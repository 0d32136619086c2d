//! FollowTheMoney entities, one a line: the article, who is in it, and what happened between them.

use rapporteur_record::{Country, Evidence, Party, PartyId, PartyKind, PlaceId, Record, Status};
use serde_json::{Value, json};

use super::{countries, day};
use crate::{Ties, code};

/// The entities of a report.
pub fn entities(record: &Record, ties: &Ties) -> String {
    let of = Of { record, ties };
    let mut all = vec![of.article()];
    all.extend(record.parties.iter().flat_map(|p| [of.party(p), of.mention(p)]));
    all.extend(of.meetings());
    all.extend(of.events());
    all.iter().map(|e| format!("{e}\n")).collect()
}

struct Of<'r> {
    record: &'r Record,
    ties: &'r Ties,
}

impl Of<'_> {
    /// The id of something of this report; of a party or entry of an archive, the same over all its reports.
    fn id(&self, id: &str) -> String {
        match self.ties.links.get(id) {
            Some(n) => format!("rapporteur-{}-{n}", &id[..1]),
            None => format!("rapporteur-{}-{id}", slug(&self.record.report.id)),
        }
    }

    fn ids(&self, ids: &[PartyId]) -> Vec<String> {
        ids.iter().map(|p| self.id(&p.to_string())).collect()
    }

    fn article(&self) -> Value {
        let r = &self.record.report;
        entity(
            self.id("report"),
            "Article",
            json!({
                "title": r.title.as_ref().or(Some(&r.id)),
                "publisher": r.publisher,
                "author": r.author,
                "sourceUrl": r.url,
                "publishedAt": r.published,
                "date": day(r.published.as_ref()),
                "language": r.language.as_deref().map(|l| if l == "en" { "eng" } else { l }),
                "bodyText": r.text.as_str(),
            }),
        )
    }

    fn party(&self, p: &Party) -> Value {
        let wikidata = p.known_as.as_deref().and_then(|k| k.strip_prefix("wikidata:"));
        let mut fields = json!({
            "name": p.name,
            "alias": p.aliases,
            "country": country(p.country),
            "wikidataId": wikidata,
        });
        if p.kind == PartyKind::Person {
            fields["position"] = json!(p.roles.iter().map(|r| &r.title).collect::<Vec<_>>());
        }
        entity(self.id(&p.id.to_string()), schema(p.kind), fields)
    }

    /// That the article speaks of a party.
    fn mention(&self, p: &Party) -> Value {
        let words: Vec<&str> = p.mentions.first().map(Evidence::exact).into_iter().collect();
        entity(
            format!("rapporteur-{}-{}-mention", slug(&self.record.report.id), p.id),
            "Mention",
            json!({
                "document": self.id("report"),
                "resolved": self.id(&p.id.to_string()),
                "name": words,
                "detectedSchema": schema(p.kind),
                "contextCountry": country(p.country),
            }),
        )
    }

    fn meetings(&self) -> impl Iterator<Item = Value> {
        self.record.meetings.iter().map(|m| {
            let involved = [m.parties.clone(), m.participants.clone(), m.mediators.clone()].concat();
            let fields = json!({
                "name": "Meeting",
                "organizer": self.ids(&m.hosts),
                "involved": self.ids(&involved),
                "keywords": m.topics,
            });
            let told = Told { when: m.when.as_ref(), place: m.place, status: m.status, evidence: &m.evidence };
            entity(self.id(&m.id.to_string()), "Event", self.told(fields, told))
        })
    }

    fn events(&self) -> impl Iterator<Item = Value> {
        self.record.events.iter().map(|e| {
            let mode = e.mode.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
            let fields = json!({
                "name": format!("{}{mode}", e.kind),
                "description": code(e).map(|c| format!("CAMEO {}: {}", c.cameo, c.name())),
                "involved": self.ids(&[e.actors.clone(), e.recipients.clone()].concat()),
                "keywords": e.contexts,
            });
            let told = Told { when: e.when.as_ref(), place: e.place, status: e.status, evidence: &e.evidence };
            entity(self.id(&e.id.to_string()), "Event", self.told(fields, told))
        })
    }

    fn told(&self, mut fields: Value, told: Told) -> Value {
        let place = told.place.and_then(|id| self.record.places.iter().find(|p| p.id == id));
        fields["date"] = json!(day(told.when));
        fields["notes"] = json!([format!("status: {}", told.status)]);
        fields["location"] = json!(place.map(|p| &p.name));
        fields["country"] = json!(place.and_then(|p| country(p.country)));
        fields["summary"] = json!(told.evidence.exact());
        fields["proof"] = json!(self.id("report"));
        fields["sourceUrl"] = json!(self.record.report.url);
        fields["publisher"] = json!(self.record.report.publisher);
        fields
    }
}

/// What meetings and events have in common.
struct Told<'r> {
    when: Option<&'r String>,
    place: Option<PlaceId>,
    status: Status,
    evidence: &'r Evidence,
}

/// An entity: properties are lists of texts, and only those that are known.
fn entity(id: String, schema: &str, fields: Value) -> Value {
    let mut properties = serde_json::Map::new();
    if let Value::Object(fields) = fields {
        for (name, value) in fields {
            let list = match value {
                Value::Null => continue,
                Value::Array(all) => all,
                one => vec![one],
            };
            if !list.is_empty() {
                properties.insert(name, Value::Array(list));
            }
        }
    }
    json!({"id": id, "schema": schema, "properties": properties})
}

fn schema(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Person => "Person",
        PartyKind::State | PartyKind::Government | PartyKind::Military | PartyKind::Court => "PublicBody",
        PartyKind::Igo | PartyKind::Ngo | PartyKind::Party | PartyKind::Media | PartyKind::ArmedGroup => "Organization",
        PartyKind::Company => "Company",
        PartyKind::People | PartyKind::Office => "LegalEntity",
    }
}

fn country(country: Option<Country>) -> Option<String> {
    countries::codes(country).iso2.map(str::to_lowercase)
}

/// A report's id with only what an entity's id may hold.
fn slug(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' }).collect()
}
