//! By which names is a party known? Found by what a user calls it, and noted anew when a report goes.

use std::collections::HashSet;

use rapporteur_record::Record;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::{Error, names, parties::GIVEN};

/// The party of the archive that a user's words name: the one with most reports.
pub fn find(db: &rusqlite::Connection, name: &str) -> Result<Option<i64>, Error> {
    let keys = [
        format!("{GIVEN}{}", names::key(name)),
        format!("n:{}", names::key(name)),
        format!("p:{}", names::skeletons(name).join(" ")),
        format!("f:{}", names::skeletons(name).join(" ")),
        format!("s:{}", name.to_uppercase()),
        format!("a:{}", name.to_lowercase()),
    ];
    for key in keys {
        let found = db
            .prepare_cached(
                "SELECT p.id FROM party_name n JOIN party o ON o.id = n.party JOIN party p ON p.id = ifnull(o.into_party, o.id)
                 WHERE n.key = ? ORDER BY p.reports DESC, p.id LIMIT 1",
            )?
            .query_row([key], |r| r.get(0))
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Notes a party's names, roles and days anew from these reports.
pub fn anew(
    tx: &Transaction<'_>,
    party: i64,
    reports: &[i64],
    record: impl Fn(i64) -> Result<Record, Error>,
) -> Result<(), Error> {
    tx.execute("DELETE FROM party_role WHERE party = ?", [party])?;
    // Keys that start with n: are names as reports give them; the others are what it is recognised by.
    let mut kept = tx.prepare("SELECT key, name FROM party_name WHERE party = ?")?;
    let keys: Vec<(String, String)> =
        kept.query_map([party], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    drop(kept);
    let mut names: HashSet<String> = HashSet::new();
    let mut fullest = String::new();
    for report in reports {
        let record = record(*report)?;
        let day = record.report.published.as_deref().and_then(crate::edtf::day);
        let mut at = tx.prepare("SELECT no FROM appearance WHERE report = ? AND party = ?")?;
        let nos: Vec<u32> = at.query_map([*report, party], |r| r.get(0))?.collect::<Result<_, _>>()?;
        for p in record.parties.iter().filter(|p| nos.contains(&p.id.0)) {
            names.extend(p.aliases.iter().cloned().chain([p.name.clone()]));
            if p.name.len() > fullest.len() {
                fullest = p.name.clone();
            }
            for r in &p.roles {
                tx.execute(
                    "INSERT INTO party_role VALUES(?1, ?2, ?3, ?4, ?4) ON CONFLICT DO UPDATE SET
                       first = min(first, ?4), last = max(last, ?4)",
                    params![party, r.title, r.of_name.as_deref().unwrap_or(""), day],
                )?;
            }
        }
    }
    for (key, name) in keys.iter().filter(|(k, n)| !names.contains(n) && !k.starts_with("s:") && !k.starts_with(GIVEN))
    {
        tx.execute("DELETE FROM party_name WHERE key = ? AND party = ? AND name = ?", params![key, party, name])?;
    }
    tx.execute(
        "UPDATE party SET name = iif(name IN (SELECT name FROM party_name WHERE party = ?1), name, ?2),
           (first, last) = (SELECT min(r.day), max(r.day) FROM appearing a JOIN report r ON r.id = a.report WHERE a.party = ?1)
         WHERE id = ?1",
        params![party, fullest],
    )?;
    Ok(())
}
