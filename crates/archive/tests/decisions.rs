//! What the user decides about parties and entries: it holds for what is read later and anew, and can be taken back.

use std::path::Path;

use rapporteur_archive::ask::{BriefOptions, Scope, Who};
use rapporteur_archive::{Archive, Kept, Prepared, Verdict};
use rapporteur_bench::gold::{self, Gold};

fn corpus() -> Vec<Gold> {
    gold::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/dev"))
}

fn kept() -> Archive {
    let mut archive = Archive::in_memory().unwrap();
    for g in corpus() {
        archive.keep(&Prepared::new(g.record).unwrap()).unwrap();
    }
    archive
}

/// Reads every report anew: the same records under another version.
fn reread(archive: &mut Archive) {
    for (report, g) in archive.reports().unwrap().into_iter().zip(corpus()) {
        let mut record = g.record;
        record.made_with = "later".into();
        archive.reread(report, &Prepared::new(record).unwrap()).unwrap();
    }
}

fn whole(archive: &Archive) {
    assert_eq!(archive.check().unwrap().problems, Vec::<String>::new());
}

fn id(archive: &Archive, name: &str) -> i64 {
    archive.party_named(name).unwrap().unwrap_or_else(|| panic!("no party {name}"))
}

fn report(archive: &Archive, name: &str) -> i64 {
    archive.reports_named(name).unwrap()[0]
}

/// The lines of a brief on the talks of Minsk.
fn shown(archive: &Archive) -> Vec<String> {
    let scope = archive.scope("Ukraine").unwrap();
    let brief = archive.brief(&scope, BriefOptions::default()).unwrap();
    brief.sections.iter().flat_map(|s| &s.lines).map(|l| format!("{} {}", l.stories, l.what)).collect()
}

#[test]
fn parties_that_are_one_stay_one_when_read_anew_and_are_two_again_when_it_is_taken_back() {
    let mut archive = kept();
    let (from, into) = (id(&archive, "Angela Merkel"), id(&archive, "Francois Hollande"));
    let before = (archive.who(from).unwrap(), archive.who(into).unwrap(), shown(&archive));
    let decision = archive.acting_as(Some("anna")).merge_parties(from, into).unwrap();
    for read_anew in [false, true] {
        if read_anew {
            reread(&mut archive);
        }
        whole(&archive);
        assert_eq!((id(&archive, "Merkel"), id(&archive, &format!("#{from}"))), (into, into));
        let who = archive.who(into).unwrap();
        assert!(who.names.iter().any(|n| n == "Angela Merkel"), "{:?}", who.names);
        assert!(archive.parties("Angela Merkel", 5).unwrap().iter().all(|p| p.id == into));
    }
    let told = &archive.decisions().unwrap()[0];
    assert_eq!((told.who.as_deref(), told.told().as_str()), (Some("anna"), &*format!("party #{from} is #{into}")));
    archive.revoke(decision).unwrap();
    whole(&archive);
    let who = |a: &Archive, id| Who { acts_for: None, ..a.who(id).unwrap() };
    let plain = |w: &Who| (w.name.clone(), w.reports, w.did.len(), w.said.len());
    assert_eq!(plain(&who(&archive, from)), plain(&before.0));
    assert_eq!(plain(&who(&archive, into)), plain(&before.1));
    assert_eq!(shown(&archive), before.2);
    assert!(archive.revoke(decision).is_err());
    assert!(archive.decisions().unwrap()[0].revoked.is_some());
}

#[test]
fn a_party_that_is_two_is_so_in_the_reports_that_the_user_names() {
    let mut archive = kept();
    let poroshenko = id(&archive, "Petro Poroshenko");
    let first = report(&archive, "2015-minsk-1");
    let before = archive.who(poroshenko).unwrap().reports;
    let other = archive.split_party(poroshenko, &[first], "Poroshenko of the council").unwrap();
    for read_anew in [false, true] {
        if read_anew {
            reread(&mut archive);
        }
        whole(&archive);
        assert_eq!(archive.who(poroshenko).unwrap().reports, before - 1);
        let who = archive.who(other).unwrap();
        assert_eq!((who.name.as_str(), who.reports), ("Poroshenko of the council", 1));
        // The name goes on to mean the one in more reports.
        assert_eq!(id(&archive, "Petro Poroshenko"), poroshenko);
    }
    let decision = archive.decisions().unwrap()[0].id;
    archive.revoke(decision).unwrap();
    whole(&archive);
    assert_eq!(archive.who(poroshenko).unwrap().reports, before);
    assert!(archive.split_party(poroshenko, &[report(&archive, "1999-lome-1")], "nobody").is_err());
}

#[test]
fn what_is_wrong_is_in_no_answer_and_counted() {
    let mut archive = kept();
    let scope = archive.scope("Ukraine").unwrap();
    let meetings = archive.entries(&scope, "m").unwrap();
    let night = meetings.lines.iter().find(|l| l.stories == 3).unwrap().clone();
    let before = shown(&archive);
    let decision = archive.wrong_entry(night.entry.unwrap()).unwrap();
    let said = report(&archive, "2015-minsk-1");
    let statement = archive.wrong_claim(said, "s1").unwrap();
    for read_anew in [false, true] {
        if read_anew {
            reread(&mut archive);
        }
        whole(&archive);
        assert!(shown(&archive).iter().all(|l| !l.ends_with(&night.what)), "{:?}", shown(&archive));
        let wrong = archive.wrong().unwrap();
        assert_eq!(wrong.iter().filter(|w| w.decision == decision).count(), 3);
        assert_eq!(wrong.iter().filter(|w| w.decision == statement).map(|w| w.id.as_str()).collect::<Vec<_>>(), ["s1"]);
    }
    // A copy in another paper says nothing new.
    let mut copy = corpus().into_iter().find(|g| g.record.report.id == "2015-minsk-2").unwrap().record;
    copy.report.publisher = Some("Another Paper".into());
    copy.report.id = "copy".into();
    assert!(matches!(archive.keep(&Prepared::new(copy).unwrap()).unwrap(), Kept::New { .. }));
    assert_eq!(archive.wrong().unwrap().iter().filter(|w| w.decision == decision).count(), 4);
    archive.forget(report(&archive, "copy")).unwrap();
    // Forgetting one of the reports leaves the others marked.
    archive.forget(report(&archive, "2015-minsk-3")).unwrap();
    assert_eq!(archive.wrong().unwrap().iter().filter(|w| w.decision == decision).count(), 2);
    archive.revoke(statement).unwrap();
    archive.revoke(decision).unwrap();
    whole(&archive);
    assert_eq!(archive.wrong().unwrap(), []);
    assert!(before.iter().any(|l| l.ends_with(&night.what)));
    assert!(archive.wrong_claim(said, "m999").is_err() && archive.wrong_entry(1 << 40).is_err());
}

#[test]
fn meetings_are_made_one_and_two() {
    let mut archive = kept();
    let scope = archive.scope("Ukraine").unwrap();
    let count = |a: &Archive| a.entries(&scope, "m").unwrap().lines;
    let before = count(&archive);
    let one = before.iter().find(|l| l.stories == 3).unwrap().entry.unwrap();
    let other = before.iter().find(|l| l.stories == 1).unwrap().entry.unwrap();
    let merged = archive.merge_entries(other, one).unwrap();
    for read_anew in [false, true] {
        if read_anew {
            reread(&mut archive);
        }
        whole(&archive);
        let now = count(&archive);
        assert_eq!(now.len(), before.len() - 1);
        assert!(now.iter().all(|l| l.entry != Some(other)));
    }
    archive.revoke(merged).unwrap();
    whole(&archive);
    let mut now: Vec<_> = count(&archive).into_iter().map(|l| (l.entry, l.stories, l.what)).collect();
    let mut then: Vec<_> = before.iter().map(|l| (l.entry, l.stories, l.what.clone())).collect();
    now.sort();
    then.sort();
    assert_eq!(now, then);

    let third = report(&archive, "2015-minsk-3");
    let new = archive.split_entry(one, &[third]).unwrap();
    for read_anew in [false, true] {
        if read_anew {
            reread(&mut archive);
        }
        whole(&archive);
        let of = |entry| count(&archive).into_iter().find(|l| l.entry == Some(entry)).map(|l| l.stories);
        assert_eq!((of(one), of(new)), (Some(2), Some(1)));
    }
    let split = archive.decisions().unwrap().into_iter().find(|d| matches!(d.what, Verdict::SplitEntry { .. }));
    archive.revoke(split.unwrap().id).unwrap();
    whole(&archive);
    assert_eq!(count(&archive).len(), before.len());
    let instrument = archive.entries(&scope, "i").unwrap().lines[0].entry.unwrap();
    assert!(archive.merge_entries(instrument, one).is_err(), "an instrument is no meeting");
    assert!(archive.split_entry(one, &archive.reports().unwrap()).is_err(), "nothing would be left");
}

#[test]
fn processes_go_back_to_what_they_were() {
    let mut archive = kept();
    let list = |a: &Archive| {
        let mut all: Vec<_> = a.processes().unwrap().into_iter().map(|p| (p.id, p.reports)).collect();
        all.sort();
        all
    };
    let before = list(&archive);
    let sides = |a: &Archive| a.process_named("Russia–Ukraine").unwrap();
    let minsk = sides(&archive).unwrap();
    let (a, b) = (before[0].0, before[1].0);
    archive.rename_process(a, "Talks of old").unwrap();
    archive.merge_processes(b, a).unwrap();
    let moved = [report(&archive, "2015-minsk-2")];
    archive.split_process(minsk, &moved, "One report").unwrap();
    assert!(archive.brief(&Scope::Process(a), BriefOptions::default()).unwrap().reports > 0);
    for d in archive.decisions().unwrap().iter().rev() {
        archive.revoke(d.id).unwrap();
    }
    whole(&archive);
    assert_eq!((list(&archive), sides(&archive)), (before, Some(minsk)));
}
