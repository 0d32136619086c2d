//! Who meets, by one mention: the sides, the people, hosts and mediators.

use rapporteur_language::Upos;
use rapporteur_record::{Party, PartyId, PartyKind};
use rapporteur_world::Kind;

use super::lexicon::{has, words};
use super::table::{Table, adversaries, distinct, office_holders};
use crate::frames::{Act, arguments};
use crate::parties::names_an_actor;
use crate::predicates;
use crate::scene::Scene;

/// Frames of those who go to and fro between sides: a mediator, who meets each of them.
const SHUTTLE: &str = "consult.shuttle";
/// Words from a helper to what they help as.
const AS: usize = 10;

/// Those whom one mention names.
pub(super) struct Sides {
    /// On whose behalf.
    pub parties: Vec<PartyId>,
    pub participants: Vec<PartyId>,
    pub hosts: Vec<PartyId>,
    pub mediators: Vec<PartyId>,
}

/// Reads who meets; a side that meets with nobody named meets those at the table, if it `completes`: where the mention
/// tells of a certain meeting.
pub(super) fn read(scene: &Scene, act: &Act, table: &Table, completes: bool) -> Sides {
    let word = act.predicate.word;
    let noun = super::mention::is_noun(scene, word);
    let mut heads: Vec<usize> = act.actor_words.iter().chain(&act.predicate.objects).copied().collect();
    if !noun && act.actor_words.is_empty() {
        // "The two leaders met", "an agenda, signed by both delegations"
        heads.extend(&act.predicate.subjects);
    }
    let (hosts, mediators) = (helpers(scene, act, &words().roles.hosts), helpers(scene, act, &words().roles.mediators));
    let mut sides: Vec<PartyId> = act.actors.iter().chain(&act.recipients).copied().collect();
    if !noun && act.mutual {
        // "met with disgust", "negotiated an alliance": things meet nobody, whosoever they are.
        heads.retain(|w| is_somebody(scene, *w));
        let people = scene.all(&heads);
        sides.retain(|p| people.contains(p));
    }
    if noun {
        // "the Havana session" is held there: Cuba need not take part.
        let alone = heads.iter().filter(|w| scene.a.is(**w, "compound")).count() == 1;
        let (venues, others): (Vec<usize>, Vec<usize>) = heads.iter().partition(|w| is_venue(scene, **w, alone));
        let (there, named) = (scene.all(&venues), scene.all(&others));
        sides.retain(|p| !there.contains(p) || named.contains(p));
        heads = others;
    }
    let behind = if noun && sides.len() < 2 { with_behind(scene, act) } else { vec![] };
    sides.extend(scene.all(&behind));
    // "after talks with Annan, Denktash said", "flew to Cairo for talks with Arafat and Mubarak": who speaks of them took part.
    let with_others = || !behind.is_empty() || act.predicate.with("with").next().is_some();
    if noun && (sides.len() < 2 || act.predicate.subjects.is_empty()) && with_others() {
        let above = arguments::governor(scene, word);
        sides.extend(scene.all(&above));
        heads.extend(above);
    }
    heads.extend(behind);
    if noun && let Some(other) = joined_astray(scene, act) {
        sides.extend(scene.all(&[other]));
        heads.push(other);
    }
    if noun && sides.is_empty() {
        let above = those_who_act(scene, word);
        sides.extend(scene.all(&above));
        heads.extend(above);
    }
    if !noun {
        let there = witnesses(scene, act);
        sides.extend(scene.all(&there));
        heads.extend(there);
    }
    let helps = |p: &PartyId| hosts.iter().chain(&mediators).any(|h| scene.same_side(*h, scene.principal(*p)));
    let mut parties = distinct(scene, sides.iter().copied().filter(|p| !noun || !helps(p)));
    if parties.is_empty() && noun {
        // "Oman hosted talks with Iran": where nobody else is named, the host is one of them.
        parties = distinct(scene, sides.into_iter().filter(|p| !mediators.contains(p)));
    }
    if noun && parties.len() == 1 && act.predicate.with("with").next().is_some() {
        // "Oman hosted talks with Iran": the host is the other side.
        parties = distinct(scene, hosts.iter().copied().chain(parties));
    }
    alongside(scene, &mut parties);
    if let [state] = parties.as_slice() {
        parties.extend(opponents(scene, &heads, *state));
    }
    let main = table.main(scene.a.words[word].sentence);
    if act.mode.as_deref() == Some("visit") && back_to_the_table(scene, act) && main.len() > 1 {
        parties = main.to_vec();
    }
    if is_shuttle(act) {
        parties = between(scene, act, parties, main);
    } else {
        expand(scene, &heads, &mut parties, table);
    }
    // "Oman received the delegations"
    let received = act.predicate.objects.iter().any(|w| means_all(scene, *w));
    if !noun && parties.len() == 1 && received {
        parties.extend(main.iter().filter(|p| !scene.same_side(**p, parties[0])).copied().collect::<Vec<_>>());
    }
    let joint = noun && has(&words().joint, scene.lemma(word));
    if let ([one], true) = (parties.as_slice(), joint && completes) {
        // "Iran's negotiators returned to the talks": with those with whom they negotiate.
        let sides = table.main(scene.a.words[word].sentence);
        // Of its own summit a body's members take part.
        let own = has(&words().own_sessions, scene.lemma(word));
        let body = !own && scene.party(*one).is_some_and(|p| p.kind == PartyKind::Igo);
        if sides.iter().any(|p| scene.same_side(*p, *one)) {
            parties = sides.to_vec();
        } else if body && sides.len() > 1 {
            // "a week of United Nations talks": those who negotiate, and who brings them together.
            parties.extend(sides);
        }
    }
    Sides { parties, participants: people(scene, &heads), hosts, mediators }
}

/// Who is there besides: "signed before the president", "in the presence of the king", "met as guests of the emir".
fn witnesses(scene: &Scene, act: &Act) -> Vec<usize> {
    let a = scene.a;
    let presence = |w: &usize| has(&words().presence, scene.lemma(*w));
    let of = |w: &usize| a.children_by(*w, "nmod").flat_map(|c| predicates::conjuncts(a, c)).collect::<Vec<_>>();
    let mut out = vec![];
    for (case, w) in &act.predicate.obliques {
        match presence(w) {
            true => out.extend(of(w)),
            false if !act.meeting && has(&words().before, case) => out.push(*w),
            false => {}
        }
    }
    out.retain(|w| is_person(scene, *w));
    out
}

/// Whether one goes to and fro between those who meet.
pub(super) fn is_shuttle(act: &Act) -> bool {
    act.made_by.starts_with(SHUTTLE)
}

/// Who goes to and fro, and those between whom: where they are only "the two camps", those who negotiate.
fn between(scene: &Scene, act: &Act, named: Vec<PartyId>, main: &[PartyId]) -> Vec<PartyId> {
    let mediator = distinct(scene, scene.all(&act.predicate.subjects).into_iter());
    let helps = |p: &PartyId| mediator.iter().any(|m| scene.same_side(*m, *p));
    let sides: Vec<PartyId> = named.into_iter().filter(|p| !helps(p)).collect();
    let sides = if sides.is_empty() { main.iter().copied().filter(|p| !helps(p)).collect() } else { sides };
    mediator.iter().copied().chain(sides).collect()
}

/// "a meeting at his home with King Hussein", "nine days of talks in Oslo between": the tree ties who meets to where it is,
/// or to what counts it.
fn with_behind(scene: &Scene, act: &Act) -> Vec<usize> {
    let (a, word) = (scene.a, act.predicate.word);
    let among = |c: &usize| has(&words().among, &predicates::preposition(a, scene.text, *c));
    let own = a.children_by(word, "nmod").any(|c| among(&c));
    let place = |c: &usize| has(&words().venues, &predicates::preposition(a, scene.text, *c));
    let placed = act.predicate.obliques.iter().map(|(_, w)| *w).filter(|w| scene.place_in(*w..*w + 1).is_some());
    let counter = super::mention::counted_by(scene, word);
    let tops = || std::iter::once(word).chain(counter);
    let venues = tops().flat_map(|t| a.children_by(t, "nmod")).chain(placed).filter(place);
    let below =
        venues.flat_map(|c| a.children_by(c, "nmod")).chain(counter.into_iter().flat_map(|c| a.children_by(c, "nmod")));
    // "Talks are under way between", "a meeting is planned between"
    let between = |c: &usize| has(&words().between, &predicates::preposition(a, scene.text, *c));
    let above = a.words[word].head.filter(|_| a.words[word].rel() == "nsubj");
    let told = above.into_iter().flat_map(|v| a.children(v).iter().copied()).filter(between);
    // "talks involving Russia and Iran"
    let involving = a.children_by(word, "acl").filter(|c| has(&words().involving, scene.lemma(*c)));
    let involved = involving.flat_map(|c| a.children_by(c, "obj"));
    // "talks aimed at peace between Chad and the rebels"
    let aimed = a.children_by(word, "acl").flat_map(|c| a.subtree(c)).filter(between);
    let below = below.filter(among).chain(told).chain(involved).chain(aimed);
    if own { vec![] } else { below.flat_map(|c| predicates::conjuncts(a, c)).collect() }
}

/// "Talks in Oslo between Chad and the rebels began": the tree joins the second side to the talks.
fn joined_astray(scene: &Scene, act: &Act) -> Option<usize> {
    let (a, word) = (scene.a, act.predicate.word);
    let one = a.children_by(word, "nmod").find(|c| predicates::preposition(a, scene.text, *c) == "between")?;
    let alone = a.child(one, &["conj"]).is_none() && a.words[one].feature("Number") != Some("Plur");
    a.children_by(word, "conj").find(|c| alone && *c > one && a.child(*c, &["case"]).is_none())
}

/// "Ministers from Chad and Sudan failed to agree at a meeting": of several sides that act at it, it is theirs.
fn those_who_act(scene: &Scene, word: usize) -> Vec<usize> {
    let a = scene.a;
    let top = a.ancestors(word).find(|w| !a.is(*w, "nmod") || a.words[*w].head.is_none());
    let led = |w: &usize| {
        let case = predicates::preposition(a, scene.text, *w);
        a.is(*w, "obl") && has(&words().occasioned, &case) && (case != "over" || has(&words().meals, scene.lemma(*w)))
    };
    // "Mali and Niger wound up three days of talks"
    let brought = |w: &usize| a.is(*w, "obj") && a.words[*w].head.is_some_and(|v| turns(scene, v));
    let within = those_within(scene, word);
    if !within.is_empty() {
        return within;
    }
    let Some(top) = top.filter(|w| led(w) || brought(w)) else { return vec![] };
    let verb = a.words[top].head.filter(|h| a.words[*h].upos == Upos::Verb);
    let Some(p) = verb.map(|v| predicates::predicate(a, scene.text, v)) else { return vec![] };
    if !p.objects.is_empty() && predicates::preposition(a, scene.text, top) == "for" {
        // "the UN brings them together for a meeting": it is theirs.
        return vec![];
    }
    // "Ivanov reminded Cook in a telephone call"
    let told = p.objects.iter().chain(&p.indirect).copied().filter(|o| is_person(scene, *o));
    let above: Vec<usize> = p.subjects.iter().copied().chain(p.with("with")).chain(told).collect();
    let sides = distinct(scene, scene.all(&above).into_iter());
    // "the leaders of four nations said after talks"
    let several = || above.iter().any(|w| !office_holders(scene, *w).is_empty());
    if sides.len() > 1 || several() { above } else { vec![] }
}

/// "A breakfast at which Porras and Moran spoke alone": those who act in it.
fn those_within(scene: &Scene, word: usize) -> Vec<usize> {
    let a = scene.a;
    let at = |c: &usize| {
        // The relative stands for the meeting.
        let which = |(case, w): &(String, usize)| has(&words().within, case) && *w == word;
        predicates::predicate(a, scene.text, *c).obliques.iter().any(which)
    };
    let Some(clause) = a.children_by(word, "acl:relcl").find(at) else { return vec![] };
    let p = predicates::predicate(a, scene.text, clause);
    let all: Vec<usize> =
        p.subjects.into_iter().chain(p.objects.into_iter().filter(|o| is_person(scene, *o))).collect();
    if distinct(scene, scene.all(&all).into_iter()).len() > 1 { all } else { vec![] }
}

/// Whether a verb tells that something begins or ends. (The lemmas of rare forms are guesses: "wound up".)
pub(super) fn turns(scene: &Scene, verb: usize) -> bool {
    let told = |list: &[String]| has(list, scene.lemma(verb)) || has(list, &scene.lower(verb));
    told(&words().begins) || told(&words().ends)
}

fn is_person(scene: &Scene, word: usize) -> bool {
    let mut there = scene.parties.mention_at(word).iter().filter_map(|p| scene.party(*p));
    there.any(|p| p.kind == PartyKind::Person)
}

/// Whether a word stands for someone by itself, and not by its owner.
pub(super) fn is_somebody(scene: &Scene, word: usize) -> bool {
    let named = matches!(scene.a.words[word].upos, Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
    let of_table = || has(&words().all_sides, scene.lemma(word));
    named || of_table() || !scene.parties.mention_at(word).is_empty() || names_an_actor(scene.lemma(word))
}

/// "the Allied leaders": others than those who are told of.
fn is_qualified(scene: &Scene, word: usize) -> bool {
    let a = scene.a;
    let modifiers =
        a.children(word).iter().copied().filter(|c| *c < word && matches!(a.words[*c].rel(), "amod" | "compound"));
    let capital = |w: usize| a.form(scene.text, w).starts_with(char::is_uppercase) || scene.lower(w).contains('-');
    modifiers.flat_map(|c| a.subtree(c)).any(capital)
}

/// "The president and the leader of the opposition signed": people of one country without an office of the state meet
/// it as a side of their own.
fn opponents(scene: &Scene, heads: &[usize], state: PartyId) -> Vec<PartyId> {
    let people = people(scene, heads).into_iter().filter_map(|p| scene.party(p));
    let here = people.filter(|p| scene.principal(p.id) == state && p.id != state);
    let (officials, others): (Vec<_>, Vec<_>) = here.partition(|p| !p.sector.is_empty() || !p.roles.is_empty());
    if officials.is_empty() { vec![] } else { others.into_iter().map(|p| p.id).collect() }
}

/// "The negotiators return to Geneva": to each other, not to Switzerland.
pub(super) fn back_to_the_table(scene: &Scene, act: &Act) -> bool {
    let plural = |w: &usize| scene.a.words[*w].feature("Number") == Some("Plur");
    let nobody = |p: &PartyId| scene.party(*p).is_some_and(|p| p.country.is_none());
    let of = |w: &usize| has(&words().collective, scene.lemma(*w)) && plural(w) && scene.whom(*w).iter().all(nobody);
    !act.actor_words.is_empty() && act.actor_words.iter().all(of)
}

/// Someone without an office who comes along comes for those of his country.
fn alongside(scene: &Scene, parties: &mut Vec<PartyId>) {
    let alone = |p: &PartyId| scene.party(*p).filter(|p| p.kind == PartyKind::Person).and_then(|p| p.country);
    let states: Vec<_> =
        (parties.iter().filter(|p| alone(p).is_none())).filter_map(|p| scene.party(*p)?.country).collect();
    parties.retain(|p| alone(p).is_none_or(|c| !states.contains(&c)));
}

/// "the delegations", "both sides": all at the table.
pub(super) fn means_all(scene: &Scene, word: usize) -> bool {
    let each = || scene.a.children_by(word, "det").any(|d| has(&words().each, &scene.lower(d)));
    let plural = scene.a.words[word].feature("Number") == Some("Plur") && !is_qualified(scene, word);
    (plural || each()) && has(&words().all_sides, scene.lemma(word)) && scene.whom(word).len() < 2
}

/// Puts those who are meant in the place of words that name nobody: "the two delegations", "Chad's warring parties".
fn expand(scene: &Scene, heads: &[usize], parties: &mut Vec<PartyId>, table: &Table) {
    let unnamed = |p: &PartyId| {
        let office = scene.party(*p).filter(|p| p.country.is_none() && p.roles.is_empty());
        office.is_some_and(|p| matches!(p.kind, PartyKind::Office | PartyKind::Government))
    };
    for w in heads {
        let lemma = scene.lemma(*w);
        let foes = has(&words().adversaries, lemma)
            && scene.a.children(*w).iter().any(|c| has(&words().warring, &scene.lower(*c)));
        if foes
            && let [state] = parties.as_slice()
            && let Some(both) = adversaries(scene, *state)
        {
            *parties = both;
            return;
        }
        let holders = if parties.len() < 2 && parties.iter().all(unnamed) { office_holders(scene, *w) } else { vec![] };
        if !holders.is_empty() {
            *parties = holders;
            return;
        }
        let plural = scene.a.words[*w].feature("Number") == Some("Plur") && !is_qualified(scene, *w);
        let main = table.main(scene.a.words[*w].sentence);
        let number = scene.a.words[*w].upos == Upos::Num && count_of(scene, *w).is_some_and(|n| n == main.len());
        if number && parties.is_empty() {
            // "the six"
            *parties = main.to_vec();
            return;
        }
        let sentence = scene.a.words[*w].sentence;
        let two = scene.a.children(*w).iter().any(|c| has(&words().two, &scene.lower(*c)));
        let sides = if two { table.two(sentence) } else { table.at(sentence) };
        // "the two sides" are those at the table, whatever pair was named last.
        let all = has(&words().all_sides, lemma) && parties.len() != 1;
        if plural && !sides.is_empty() && (all || has(&words().collective, lemma) && parties.iter().all(unnamed)) {
            *parties = sides.to_vec();
            return;
        }
    }
}

/// The number that a word names, as one of a date or count would.
pub(super) fn count_of(scene: &Scene, word: usize) -> Option<usize> {
    let lower = scene.lower(word);
    lower.parse().ok().or_else(|| words().numbers.iter().position(|n| *n == lower).map(|i| i + 1))
}

/// The name of a place before the noun says where, or what it is about, not who: "the Geneva talks", "the Kosovo
/// talks"; but "Israel-Syria talks".
fn is_venue(scene: &Scene, word: usize, alone: bool) -> bool {
    let a = scene.a;
    let state = || rapporteur_world::places(&scene.lower(word)).any(|p| matches!(p.kind, Kind::Country | Kind::State));
    a.is(word, "compound")
        && a.words[word].upos == Upos::Propn
        && scene.place_in(word..word + 1).is_some()
        && (alone || !state())
}

/// The people among those who meet, and who leads them.
fn people(scene: &Scene, heads: &[usize]) -> Vec<PartyId> {
    let a = scene.a;
    let mut out = vec![];
    for w in heads {
        let beside = a.children_by(*w, "appos").flat_map(|c| predicates::conjuncts(a, c));
        let led = a.children_by(*w, "acl").filter(|c| has(&words().led, scene.lemma(*c)));
        let leaders = led.flat_map(|c| predicates::predicate(a, scene.text, c).subjects).filter(|s| s != w);
        let all = std::iter::once(*w).chain(beside).chain(leaders);
        for p in all.flat_map(|x| scene.parties.mention_at(x)) {
            if scene.party(*p).is_some_and(|p| p.kind == PartyKind::Person) && !out.contains(p) {
                out.push(*p);
            }
        }
    }
    out
}

/// "brokered" of "broker", "mediated" of "mediate".
pub(super) fn is_participle(form: &str, verb: &str) -> bool {
    form.strip_suffix('d').is_some_and(|f| f == verb || f.strip_suffix('e') == Some(verb))
}

/// "with Norway as mediator": phrases with what they are there as.
fn as_helpers(scene: &Scene, act: &Act, list: &[String]) -> Vec<usize> {
    let a = scene.a;
    let of_list = |noun: &str| words().roles.nouns.iter().any(|n| n == noun) && list == words().roles.mediators;
    let as_one = |w: &usize| {
        let end = a.sentences[a.words[*w].sentence].words.end;
        let mut behind = *w + 1..end.min(*w + AS);
        behind.any(|x| scene.lower(x) == "as" && (x + 1..end.min(x + 4)).any(|n| of_list(scene.lemma(n))))
    };
    act.predicate.with("with").filter(as_one).collect()
}

/// Those whom a word of this list ties to the meeting: "chaired by the UN", "Qatari-mediated", "hosted by Oman".
pub(super) fn helpers(scene: &Scene, act: &Act, list: &[String]) -> Vec<PartyId> {
    let a = scene.a;
    let mut out = vec![];
    let tops = [act.predicate.word, act.anchor];
    let around = tops.into_iter().flat_map(|t| a.children(t).iter().copied());
    for w in around.filter(|w| has(list, &scene.lemma(*w).to_lowercase())) {
        let p = predicates::predicate(a, scene.text, w);
        let by = p.subjects.iter().chain(p.obliques.iter().map(|(_, o)| o)).filter(|s| !tops.contains(s));
        let by: Vec<usize> = by.copied().collect();
        out.extend(scene.all(&by).into_iter().map(|x| scene.principal(x)));
    }
    // "UN-brokered talks"
    for w in a.children_by(act.predicate.word, "amod") {
        let form = scene.lower(w);
        let (owner, participle) = form.rsplit_once('-').unwrap_or(("", &form));
        if list.iter().any(|l| is_participle(participle, l)) {
            let before: Vec<usize> = a.children_by(w, "compound").collect();
            let named =
                |p: &&Party| p.name.to_lowercase() == owner || p.aliases.iter().any(|n| n.to_lowercase() == owner);
            out.extend(scene.all(&before).into_iter().map(|x| scene.principal(x)));
            out.extend(scene.parties.all().iter().find(named).map(|p| p.id));
        }
    }
    // "with the bishop as go-between"
    out.extend(scene.all(&as_helpers(scene, act, list)).into_iter().map(|x| scene.principal(x)));
    let noun = act.anchor != act.predicate.word;
    // "the talks were brokered by", "Oman hosted the talks", "Oman, which hosted the talks".
    let verb = a.words[act.predicate.word].head.filter(|h| a.words[*h].upos == Upos::Verb);
    let verb = if noun { Some(act.anchor) } else { verb.filter(|_| a.words[act.predicate.word].upos == Upos::Noun) };
    // Who leads talks takes part in them; they are led by a mediator.
    let helps = |v: &usize| {
        let leads = has(&words().led, scene.lemma(*v)) && !predicates::is_passive(a, *v);
        a.words[*v].upos == Upos::Verb && has(list, scene.lemma(*v)) && !leads
    };
    if let Some(v) = verb.filter(helps) {
        let p = predicates::predicate(a, scene.text, v);
        out.extend(scene.all(&p.subjects).into_iter().map(|x| scene.principal(x)));
    }
    out.dedup();
    out
}
