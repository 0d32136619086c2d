//! The actor and agent dictionaries of PETRARCH, TABARI and CAMEO.
//!
//! Actors: `NAME_WORDS [CODE]`, further names after `+`, codes that hold for some time only as `[CODE <20010101]`,
//! `[CODE 19950601-19990815]`, `[CODE >19990815]`. Agents: `NOUN {PLURAL} [~GOV]`, with `!MACRO! = WORD, WORD`.
//! Comments begin with `#` or `;`, or stand between `<!--` and `-->`.

use std::collections::HashMap;
use std::path::Path;

use rapporteur_record::{Country, PartyKind};

use super::{Own, Problem, UserAgent, UserParty, kind_of};
use crate::day::{Day, Years};
use crate::known::{Known, Spell};

/// Country codes of CAMEO that are not those of ISO 3166-1 today.
const OLD_CODES: &[(&str, &str)] = &[
    ("KSV", "XKX"),
    ("ROM", "ROU"),
    ("TMP", "TLS"),
    ("ZAR", "COD"),
    ("YUG", "SRB"),
    ("SCG", "SRB"),
    ("SUN", "RUS"),
    ("USR", "RUS"),
    ("CSK", "CZE"),
    ("DDR", "DEU"),
    ("GMW", "DEU"),
    ("GME", "DEU"),
    ("BUR", "MMR"),
    ("PAL", "PSE"),
];

/// Codes for nobody.
const NOBODY: &[&str] = &["---", "###", "+++"];

/// What a dictionary adds. Lines that make no sense are told and left out.
pub(super) fn read(path: &Path, text: &str) -> (Own, Vec<Problem>) {
    let mut file = File { path, own: Own::default(), problems: vec![], macros: HashMap::new(), actor: None };
    let mut in_comment = false;
    for (i, line) in text.lines().enumerate() {
        let line = uncomment(line, &mut in_comment);
        if !line.trim().is_empty() {
            file.line(i + 1, &line);
        }
    }
    file.end_actor();
    file.problems.sort_by_key(|p| p.line);
    (file.own, file.problems)
}

/// The line without its comments.
fn uncomment(line: &str, in_comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            let Some((_, after)) = rest.split_once("-->") else { return out };
            (*in_comment, rest) = (false, after);
        }
        match rest.split_once("<!--") {
            Some((before, after)) => {
                out.push_str(before);
                (*in_comment, rest) = (true, after);
            }
            None => {
                // `[###]` is a code, not a comment.
                let end = rest.find("[###").map_or(0, |i| i + 4);
                let stop = rest[end..].find(['#', ';']).map_or(rest.len(), |i| i + end);
                out.push_str(&rest[..stop]);
                return out;
            }
        }
    }
}

struct Actor {
    line: usize,
    names: Vec<String>,
    codes: Vec<(String, Years)>,
}

struct File<'a> {
    path: &'a Path,
    own: Own,
    problems: Vec<Problem>,
    macros: HashMap<String, Vec<String>>,
    actor: Option<Actor>,
}

impl File<'_> {
    fn tell(&mut self, line: usize, wrong: String) {
        self.problems.push(Problem { file: self.path.into(), line: Some(line), wrong, fatal: false });
    }

    fn line(&mut self, at: usize, line: &str) {
        let trimmed = line.trim();
        if trimmed.starts_with('!')
            && let Some((name, words)) = trimmed.split_once('=')
        {
            let words = words.split(',').map(|w| w.trim().to_owned()).collect();
            self.macros.insert(name.trim().to_owned(), words);
            return;
        }
        let (name, codes) = match split_codes(trimmed) {
            Ok(parts) => parts,
            Err(wrong) => return self.tell(at, wrong),
        };
        match codes.iter().find(|c| c.contains('~')).cloned() {
            Some(code) => {
                self.end_actor();
                self.agent(at, &name, &code);
            }
            None => self.actor_line(at, &name, &codes),
        }
    }

    fn actor_line(&mut self, at: usize, name: &str, codes: &[String]) {
        let mut read = vec![];
        for code in codes {
            match dated(code) {
                Ok(code) => read.push(code),
                Err(wrong) => self.tell(at, wrong),
            }
        }
        let further = name.strip_prefix('+');
        if further.is_none() && !name.is_empty() {
            self.end_actor();
            self.actor = Some(Actor { line: at, names: vec![words(name)], codes: read });
            return;
        }
        let Some(actor) = &mut self.actor else {
            let wrong = match further {
                Some(_) => format!("{name:?} is a further name of no actor; write the actor with its [CODE] before it"),
                None => "has a code and no actor; write the actor's name in a line before it".to_owned(),
            };
            return self.tell(at, wrong);
        };
        actor.names.extend(further.map(words).filter(|n| !n.is_empty()));
        actor.codes.extend(read);
    }

    fn end_actor(&mut self) {
        let Some(actor) = self.actor.take() else { return };
        if actor.codes.is_empty() {
            let wrong = format!("{:?} has no code; write it as NAME [USAGOV]", actor.names[0]);
            return self.tell(actor.line, wrong);
        }
        let country = actor.codes.iter().find_map(|(code, _)| split_country(code).0);
        let spell = |(code, years): &(String, Years)| {
            let (land, sector) = split_country(code);
            Spell { sector, years: *years, country: land.filter(|c| Some(*c) != country) }
        };
        let spells: Vec<Spell> = (actor.codes.iter())
            .filter(|(code, _)| !NOBODY.contains(&code.as_str()))
            // A code without dates is what holds outside all others: it comes first, the later ones go before it.
            .filter(|(_, years)| *years == Years::default())
            .chain(actor.codes.iter().filter(|(_, years)| *years != Years::default()))
            .filter(|(code, _)| !NOBODY.contains(&code.as_str()))
            .map(spell)
            .collect();
        let sector = spells.last().map_or(&[][..], |s| &s.sector);
        let kind = if sector.is_empty() && country.is_some() { PartyKind::State } else { kind_of(sector) };
        let names: Vec<String> = actor.names.into_iter().filter(|n| !n.is_empty()).collect();
        if let Some(name) = names.first().cloned().filter(|_| !spells.is_empty()) {
            let known = Known { name, kind, country, spells, wikidata: None };
            self.own.parties.push(UserParty { known, names, any_case: true });
        }
    }

    fn agent(&mut self, at: usize, name: &str, code: &str) {
        let sector = groups(code.trim().trim_matches('~').trim());
        if sector.is_empty() {
            return self.tell(at, format!("[{code}] has no agent code; write [~GOV]"));
        }
        let (noun, plural) = match name.split_once('{') {
            Some((noun, rest)) => match rest.split_once('}') {
                Some((plural, _)) => (noun, Some(plural.trim().to_owned())),
                None => return self.tell(at, "has a { without its }; write NOUN {PLURAL} [~CODE]".to_owned()),
            },
            None => (name, None),
        };
        let mut all = vec![];
        for noun in self.expand(noun.trim()) {
            let noun = words(&noun);
            let plural = match &plural {
                Some(p) => words(p),
                None => regular_plural(&noun),
            };
            all.extend([noun, plural].into_iter().filter(|w| !w.is_empty()));
        }
        if all.is_empty() {
            return self.tell(at, "has a code and no noun; write NOUN [~CODE]".to_owned());
        }
        let kind = match kind_of(&sector) {
            PartyKind::Government => PartyKind::Office,
            kind => kind,
        };
        self.own.agents.push(UserAgent { words: all, sector, kind });
    }

    /// The noun with each word of its macro in the macro's place.
    fn expand(&self, noun: &str) -> Vec<String> {
        let used = self.macros.iter().find(|(name, _)| noun.contains(name.as_str()));
        match used {
            Some((name, words)) => words.iter().map(|w| noun.replace(name.as_str(), &format!("_{w}_"))).collect(),
            None => vec![noun.to_owned()],
        }
    }
}

/// A line into what stands before its brackets and what in them.
fn split_codes(line: &str) -> Result<(String, Vec<String>), String> {
    let Some(open) = line.find('[') else { return Ok((line.to_owned(), vec![])) };
    let mut codes = vec![];
    let mut rest = &line[open..];
    while let Some(start) = rest.find('[') {
        let Some(end) = rest[start..].find(']') else {
            return Err("has a [ without its ]; write NAME [CODE]".to_owned());
        };
        codes.push(rest[start + 1..start + end].trim().to_owned());
        rest = &rest[start + end + 1..];
    }
    Ok((line[..open].trim().to_owned(), codes))
}

/// `HOBGOV 19950601-19990815` into code and years.
fn dated(code: &str) -> Result<(String, Years), String> {
    let at = code.find(|c: char| c == '<' || c == '>' || c.is_ascii_digit() || c.is_whitespace()).unwrap_or(code.len());
    let (code, dates) = (code[..at].trim(), code[at..].trim());
    let code = code.split('/').next().unwrap_or(code).to_uppercase();
    if code.is_empty() || !(code.len().is_multiple_of(3) || dates.is_empty()) || !code.is_ascii() {
        return Err(format!("{code:?} is no code; write groups of three letters such as USAGOV"));
    }
    let day = |d: &str| date(d).ok_or_else(|| format!("{d:?} is no date; write YYYYMMDD"));
    let years = match dates.chars().next() {
        None => Years::default(),
        Some('<') => Years { from: None, to: Some(day(&dates[1..])?) },
        Some('>') => Years { from: Some(day(&dates[1..])?), to: None },
        Some(_) => {
            let (from, to) =
                dates.split_once('-').ok_or_else(|| format!("{dates:?} are no dates; write 19950601-19990815"))?;
            Years { from: Some(day(from)?), to: Some(day(to)?) }
        }
    };
    Ok((code, years))
}

/// `19950601` or `950601`.
fn date(digits: &str) -> Option<Day> {
    let digits = digits.trim();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |r: std::ops::Range<usize>| digits.get(r)?.parse::<u32>().ok();
    match digits.len() {
        8 => Day::new(part(0..4)?, part(4..6)?, part(6..8)?),
        6 => {
            let year = part(0..2)?;
            Day::new(if year < 30 { 2000 + year } else { 1900 + year }, part(2..4)?, part(4..6)?)
        }
        _ => None,
    }
}

/// `USAGOVMIL` into USA and GOV, MIL. A code of no country, such as IGO, is the first of the agent codes.
fn split_country(code: &str) -> (Option<Country>, Vec<String>) {
    let mut sector = groups(code);
    let first = sector.first().map_or("", String::as_str);
    let today = OLD_CODES.iter().find(|(old, _)| *old == first).map_or(first, |(_, today)| *today);
    let country = today.parse().ok().filter(|c| crate::known::is_state(*c));
    if country.is_some() {
        sector.remove(0);
    }
    (country, sector)
}

fn groups(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.to_uppercase().chars().filter(char::is_ascii_alphabetic).collect();
    letters.chunks_exact(3).map(|c| c.iter().collect()).collect()
}

/// `NEW_ZEALAND_` as words: in capitals they say nothing of how it is written, so they become capitalised words.
fn words(name: &str) -> String {
    let parts: Vec<&str> = name.split(['_', ' ', '\t']).filter(|w| !w.is_empty()).collect();
    let word = |w: &&str| {
        // "PLO" is letters, "AL QAEDA" words.
        let letters_only = (parts.len() == 1 && w.len() <= 3) || w.contains('.') || w.chars().any(char::is_lowercase);
        let mut letters = w.chars();
        match letters.next() {
            Some(first) if !letters_only => first.to_string() + &letters.as_str().to_lowercase(),
            _ => (*w).to_owned(),
        }
    };
    parts.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn regular_plural(noun: &str) -> String {
    match noun.to_lowercase() {
        n if n.ends_with('y') && !n.ends_with("ey") && !n.ends_with("ay") && !n.ends_with("oy") => {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        n if n.ends_with('s') || n.ends_with("ch") || n.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        read(Path::new("actors.txt"), text).1.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn actors_have_their_codes_and_years() {
        let (own, wrong) = read(
            Path::new("a"),
            "OLD_RIVER_PARTY ; old\n\t[NGAOPP <990528] # before\n\t[NGAGOV 19990529-20070528]\n+O.R.P.\n<!-- a\n b -->\nNOBODY [---]\n",
        );
        assert_eq!(wrong, []);
        let [party] = &own.parties[..] else { panic!("{own:?}") };
        assert_eq!(party.names, ["Old River Party", "O.R.P."]);
        assert_eq!(party.known.country.unwrap().as_str(), "NGA");
        assert_eq!(party.known.sector(Day::parse("1999-05-01")), ["OPP"]);
        assert_eq!(party.known.sector(Day::parse("2003")), ["GOV"]);
    }

    #[test]
    fn agents_have_their_plurals() {
        let (own, wrong) = read(
            Path::new("a"),
            "!CRAFT! = WEAVER, POTTER\nMASTER!CRAFT! [~LAB]\nBAILIFF {BAILIVES} [ ~GOVJUD ]\nMILITIA {} [PRM~]\nDEPUTY [~LEG]\n",
        );
        assert_eq!(wrong, []);
        let words: Vec<&[String]> = own.agents.iter().map(|a| &a.words[..]).collect();
        assert_eq!(words[0], ["Master Weaver", "Master Weavers", "Master Potter", "Master Potters"]);
        assert_eq!(words[1], ["Bailiff", "Bailives"]);
        assert_eq!(words[2], ["Militia"]);
        assert_eq!(words[3], ["Deputy", "Deputies"]);
        assert_eq!(own.agents[1].sector, ["GOV", "JUD"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_mend() {
        assert_eq!(
            wrong("+SHIELD\nTHE_UNION\nTHE_BANK [USABUS\nTHE_CLUB [USA 2001]\n"),
            [
                "actors.txt:1: \"+SHIELD\" is a further name of no actor; write the actor with its [CODE] before it (left out)",
                "actors.txt:2: \"The Union\" has no code; write it as NAME [USAGOV] (left out)",
                "actors.txt:3: has a [ without its ]; write NAME [CODE] (left out)",
                "actors.txt:4: \"2001\" are no dates; write 19950601-19990815 (left out)",
                "actors.txt:4: \"The Club\" has no code; write it as NAME [USAGOV] (left out)",
            ]
        );
    }
}
