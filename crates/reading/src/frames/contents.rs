//! What does the content of a demand, a refusal or a threat say of it? To whom it goes and of which mode it is: "refused
//! to free the Thai sailors" is to Thailand and of the mode "yield". Words: `lexicon/means.toml`.

use rapporteur_record::EventType;

use super::{Act, arguments, means};
use crate::scene::Scene;

/// Completes acts of words by the acts and words of their content.
pub fn complete(scene: &Scene, acts: &mut [Act]) {
    for i in 0..acts.len() {
        name_authors(scene, acts, i);
        let Some(kind) = acts[i].kind.filter(|k| matches!(k, EventType::Request | EventType::Reject)) else {
            match acts[i].kind {
                Some(EventType::Threaten) => take_recipients(scene, acts, i),
                Some(EventType::Accuse) => spare_victims(scene, acts, i),
                _ => {}
            }
            continue;
        };
        if kind == EventType::Reject {
            take_recipients(scene, acts, i);
        }
        if matches!(acts[i].mode.as_deref(), None | Some("change")) && !acts[i].meeting {
            let inner = inner(acts, i).and_then(|x| mode_of(&acts[x]));
            let said = || means::content_mode(scene, kind, &acts[i].content);
            // Whoever asks for nothing in particular asks for a change.
            let other = || (kind == EventType::Request).then(|| "change".to_string());
            if let Some(mode) = inner.map(Into::into).or_else(said).or_else(other) {
                acts[i].mode = Some(mode);
            }
        }
    }
}

/// The act that is the content of another.
fn inner(acts: &[Act], of: usize) -> Option<usize> {
    let own = acts[of].predicate.word;
    let is = |x: &Act| x.predicate.word != own && x.kind.is_some();
    let by = |word: fn(&Act) -> usize| acts.iter().position(|x| is(x) && acts[of].content.contains(&word(x)));
    by(|x| x.anchor).or_else(|| by(|x| x.predicate.word))
}

/// Whom the threatened or refused act would be done to.
fn take_recipients(scene: &Scene, acts: &mut [Act], i: usize) {
    if !acts[i].recipients.is_empty() || acts[i].unnamed || acts[i].mutual {
        return;
    }
    let Some(inner) = inner(acts, i) else { return };
    let actors = acts[i].actors.clone();
    let other = |p: &rapporteur_record::PartyId| !actors.iter().any(|a| scene.same_side(*a, *p));
    acts[i].recipients = acts[inner].recipients.iter().copied().filter(other).collect();
    if acts[i].kind == Some(EventType::Reject) {
        let predicate = acts[i].predicate.clone();
        arguments::hearers(scene, &predicate, &mut acts[i].recipients);
    }
}

/// "rejected the plan that Oman had proposed": Oman is refused, and it was proposed to whoever refuses.
fn name_authors(scene: &Scene, acts: &mut [Act], i: usize) {
    use EventType::*;
    let answers = matches!(acts[i].kind, Some(Agree | Reject | Support | Concede)) && !acts[i].mutual;
    let described = |x: &Act| {
        let clause = matches!(scene.a.words[x.anchor].deprel, "acl:relcl" | "acl");
        clause && scene.a.words[x.anchor].head.is_some_and(|h| acts[i].content.contains(&h))
    };
    let asks = |x: &Act| matches!(x.kind, Some(Request | Agree)) && !x.actors.is_empty() && !x.mutual;
    let Some(author) = acts.iter().position(|x| answers && asks(x) && described(x)) else { return };
    let other = |p: &rapporteur_record::PartyId| !acts[i].actors.iter().any(|a| scene.same_side(*a, *p));
    let authors: Vec<_> = acts[author].actors.iter().copied().filter(other).collect();
    if authors.is_empty() {
        return;
    }
    if acts[author].recipients.is_empty() {
        acts[author].recipients = acts[i].actors.clone();
    }
    if acts[i].recipients.is_empty() {
        acts[i].recipients = authors;
    }
}

/// "condemned the bombing of the embassy": whoever bombed is condemned, not whoever was bombed.
fn spare_victims(scene: &Scene, acts: &mut [Act], i: usize) {
    use EventType::*;
    let Some(inner) = inner(acts, i) else { return };
    if !matches!(acts[inner].kind, Some(Assault | Coerce | Sanction)) {
        return;
    }
    let victims = acts[inner].recipients.clone();
    acts[i].recipients.retain(|r| !victims.iter().any(|v| scene.same_side(*v, *r)));
    if acts[i].recipients.is_empty() {
        let doers = acts[inner].actors.clone();
        acts[i].recipients = doers.into_iter().filter(|d| !acts[i].actors.contains(d)).collect();
    }
}

/// The mode of a demand or refusal of an act of this type.
fn mode_of(act: &Act) -> Option<&'static str> {
    use EventType::*;
    if act.meeting {
        return Some("meet");
    }
    match act.kind? {
        Consult => Some("meet"),
        Aid | Cooperate | Support => Some("assist"),
        Retreat | Concede => Some("yield"),
        _ => None,
    }
}
