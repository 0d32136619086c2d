//! What reports tell of as entries, with the sides that act: for comparing reports entry by entry though nobody linked
//! their entries.

use std::collections::{BTreeSet, HashMap};

use rapporteur_record::Status;

use crate::{
    Error,
    agreement::Report,
    ask::{Claim, Desk, claims},
    features,
    sentences::Span,
};

/// A claim with its sides.
pub(crate) struct Act {
    pub claim: Claim,
    /// On whose behalf it is done, or who holds.
    pub sides: BTreeSet<i64>,
    /// To whom.
    pub toward: BTreeSet<i64>,
}

/// The claims of each report but for statements, in the order of their words.
pub(crate) fn of_reports(desk: &mut Desk<'_>, reports: &[Report]) -> Result<HashMap<i64, Vec<Act>>, Error> {
    let mut all = HashMap::new();
    for report in reports {
        let from = "FROM claim c WHERE c.id BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND c.kind <> 's'";
        let mut acts = vec![];
        for claim in claims(desk.db, from, &[&report.id])? {
            let by = claim.of(&["actor", "holder", "party", "participant", "author"]);
            let to = claim.of(&["recipient", "toward"]);
            acts.push(Act { sides: desk.sides(&by)?, toward: desk.sides(&to)?, claim });
        }
        acts.sort_by_key(|a| a.claim.span);
        all.insert(report.id, acts);
    }
    Ok(all)
}

impl Act {
    /// Whether it is told as what has been or is.
    pub fn is_real(&self) -> bool {
        matches!(self.claim.status, Some(Status::Happened | Status::Ongoing))
    }

    /// Whether some of its words stand in a stretch of the text.
    pub fn stands_in(&self, (start, end): (usize, usize)) -> bool {
        self.claim.span.0 < end && start < self.claim.span.1
    }

    /// Whether two are acts of one kind by the same side, toward the same where both say so, and neither another day nor
    /// another place nor another reality speaks against their being one.
    pub fn is_like(&self, other: &Act) -> bool {
        self.is_like_but_for_days(other) && self.claim.days.zip(other.claim.days).is_none_or(|(x, y)| x.gap(y) == 0)
    }

    /// The same, whatever the days.
    pub fn is_like_but_for_days(&self, other: &Act) -> bool {
        let (a, b) = (&self.claim, &other.claim);
        let differ = |x: &str, y: &str| !x.is_empty() && !y.is_empty() && x != y;
        let toward = self.toward.is_empty() || other.toward.is_empty() || !self.toward.is_disjoint(&other.toward);
        a.kind == b.kind
            && (a.kind == "m" || a.class == b.class)
            && !self.sides.is_disjoint(&other.sides)
            && toward
            && (a.kind == "c" || !differ(&a.detail, &b.detail))
            && (a.status == b.status || (self.is_real() && other.is_real()))
            && a.place.zip(b.place).is_none_or(|(x, y)| x == y)
    }

    /// Whether two that are alike have more in common than one side: the other side, a day, a place, a territory.
    fn is_tied(&self, other: &Act) -> bool {
        let (a, b) = (&self.claim, &other.claim);
        let territory = || !features::words(&a.detail).is_disjoint(&features::words(&b.detail));
        match a.kind {
            "c" => territory(),
            _ => {
                self.sides.intersection(&other.sides).count() > 1
                    || !self.toward.is_disjoint(&other.toward)
                    || (a.place.is_some() && a.place == b.place)
                    || a.days.zip(b.days).is_some_and(|(x, y)| x.gap(y) == 0)
            }
        }
    }
}

/// The acts and holdings that stand in a stretch of a text.
pub(crate) fn within(acts: &[Act], span: (usize, usize)) -> Vec<&Act> {
    acts.iter().filter(|a| matches!(a.claim.kind, "e" | "c") && a.stands_in(span)).collect()
}

/// Whether two stretches of two reports tell of acts or holdings that are alike and tied.
pub(crate) fn akin(a: &[&Act], b: &[&Act]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.is_like(y) && x.is_tied(y)))
}

/// The sentences of a text that stretches of it lie in.
pub(crate) struct Sentences {
    spans: Box<[Span]>,
}

impl Sentences {
    pub fn of(spans: Vec<Span>) -> Self {
        Sentences { spans: spans.into() }
    }

    /// Bytes that they take.
    pub fn weight(&self) -> usize {
        size_of_val(&*self.spans)
    }

    /// The sentence that a stretch begins in, and the one before it.
    pub fn around(&self, span: Span) -> (Option<Span>, Span) {
        let at = self.spans.iter().rposition(|s| s.0 <= span.0).unwrap_or(0);
        (at.checked_sub(1).map(|b| self.spans[b]), self.spans.get(at).copied().unwrap_or(span))
    }
}
