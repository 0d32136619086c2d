//! What is new since a report: what the desk's first page shows, by process.

use serde::Serialize;

use super::{CARD, Card, Claim, Desk, Entry, Item, LINKS, Named, Source, claims, items};
use crate::{Archive, Error};

/// Reports that are looked through at most.
const LOOKED_THROUGH: i64 = 2000;

/// Processes whose news is told in full, those with most new reports, and besides them the reports of none.
const TOLD: usize = 12;

/// What is new in a process.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Update {
    /// The process; none for reports that belong to none.
    pub process: Option<Named>,
    /// New reports.
    pub reports: usize,
    /// Of how many stories.
    pub stories: usize,
    /// Entries that no earlier report told of: those with most sources first.
    pub entries: Vec<Entry>,
    /// How many more there are.
    pub more: usize,
    /// The newest reports.
    pub cards: Vec<Card>,
}

/// What is new.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct News {
    /// New reports in all.
    pub reports: usize,
    /// By process; those with most new reports first, not all where they are many.
    pub updates: Vec<Update>,
    /// Further processes with new reports, and how many each has.
    pub further: Vec<(Named, usize)>,
    /// The reports that entries rest on.
    pub sources: Vec<Source>,
}

impl Archive {
    /// What was taken in after a report, or all where it is 0; `shown` entries and reports of each process.
    pub fn news(&self, after: i64, shown: usize) -> Result<News, Error> {
        let reports: i64 =
            self.db.prepare_cached("SELECT count(*) FROM report WHERE id > ?")?.query_row([after], |r| r.get(0))?;
        let sql = format!("SELECT {CARD} FROM report r {LINKS} WHERE r.id > ? ORDER BY r.id DESC LIMIT ?");
        let mut all = self.db.prepare_cached(&sql)?;
        let cards: Vec<Card> = all.query_map([after, LOOKED_THROUGH], Card::from_row)?.collect::<Result<_, _>>()?;
        let mut by: Vec<(Option<Named>, Vec<Card>)> = vec![];
        for card in cards {
            match by.iter_mut().find(|(p, _)| *p == card.process) {
                Some((_, cards)) => cards.push(card),
                None => by.push((card.process.clone(), vec![card])),
            }
        }
        // Reports of no process are always told: there is no other page on which they would be found together.
        let alone = by.iter().position(|(p, _)| p.is_none()).map(|i| by.remove(i));
        by.sort_by_key(|(_, cards)| std::cmp::Reverse(cards.len()));
        let further =
            by.split_off(by.len().min(TOLD)).into_iter().filter_map(|(p, cards)| Some((p?, cards.len()))).collect();
        by.extend(alone);
        let mut desk = Desk::new(&self.db);
        let mut updates = vec![];
        for (process, mut cards) in by {
            let new = first_told(&desk, &cards)?;
            let count = cards.len();
            let stories = cards.iter().map(|c| c.story).collect::<std::collections::BTreeSet<_>>().len();
            let entries = new.iter().take(shown).map(|i| desk.entry(i)).collect::<Result<Vec<_>, _>>()?;
            cards.sort_by(|a, b| b.published.cmp(&a.published).then(b.id.cmp(&a.id)));
            cards.truncate(shown);
            let more = new.len().saturating_sub(shown);
            updates.push(Update { process, reports: count, stories, entries, more, cards });
        }
        Ok(News { reports: reports as usize, updates, further, sources: desk.sources })
    }

    /// The last day on which a report was published.
    pub fn newest_day(&self) -> Result<Option<i32>, Error> {
        Ok(self.db.prepare_cached("SELECT max(day) FROM report")?.query_row([], |r| r.get(0))?)
    }

    /// The number of the newest report, and when it was taken in; zeros where there is none.
    pub fn newest_report(&self) -> Result<(i64, i64), Error> {
        let sql = "SELECT id, added FROM report ORDER BY id DESC LIMIT 1";
        let mut rows = self.db.prepare_cached(sql)?;
        let mut rows = rows.query([])?;
        Ok(match rows.next()? {
            Some(r) => (r.get(0)?, r.get(1)?),
            None => (0, 0),
        })
    }
}

/// Entries that these reports were the first to tell of.
fn first_told(desk: &Desk<'_>, cards: &[Card]) -> Result<Vec<Item>, Error> {
    let ids: Vec<i64> = cards.iter().map(|c| c.id).collect();
    let ids = serde_json::to_string(&ids).unwrap_or_default();
    let sql =
        "SELECT c.id FROM json_each(?) r CROSS JOIN claim c ON c.id BETWEEN r.value * 65536 AND r.value * 65536 + 65535
               WHERE c.entry IS NOT NULL AND c.kind IN ('m', 'i', 'h', 'o', 'e', 'c')";
    let told: Vec<Claim> = claims(desk.db, sql, &[&ids])?;
    let oldest = cards.iter().map(|c| c.id).min().unwrap_or(0);
    let mut before = desk.db.prepare_cached("SELECT 1 FROM claim WHERE entry = ? AND id < ? * 65536")?;
    let mut new = vec![];
    for item in items(told) {
        if !before.exists([item.entry, oldest])? {
            new.push(item);
        }
    }
    // Meetings, instruments and positions before events; among them those that most sources tell of.
    let rank = |i: &Item| match i.newest().kind.as_str() {
        "m" => 0,
        "i" | "h" => 1,
        "o" => 2,
        "c" => 3,
        _ => 4,
    };
    new.sort_by_key(|i| (std::cmp::Reverse(i.stories()), rank(i), std::cmp::Reverse(i.last_published()), i.entry));
    Ok(new)
}
