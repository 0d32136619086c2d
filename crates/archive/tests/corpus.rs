//! The reports of the corpus, kept with their gold records and asked as a user asks.

use std::path::Path;

use rapporteur_archive::ask::{BriefOptions, Change, Find, Positions, Scope, Stretch};
use rapporteur_archive::{Archive, Kept, Prepared, Relation, edtf};
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

#[test]
fn what_is_kept_is_whole_and_is_kept_once() {
    let mut archive = kept();
    let before = archive.check().unwrap();
    assert!(before.reports >= 22 && before.evidence > 1000, "{before:?}");
    assert_eq!(before.problems, Vec::<String>::new());
    for g in corpus() {
        let again = archive.keep(&Prepared::new(g.record).unwrap()).unwrap();
        assert!(matches!(again, Kept::Already { .. }), "{again:?}");
    }
    assert_eq!(archive.check().unwrap(), before);
}

#[test]
fn a_record_comes_back_as_it_was_kept() {
    let archive = kept();
    for (report, g) in archive.reports().unwrap().into_iter().zip(corpus()) {
        let (back, given) = (archive.record(report).unwrap(), g.record);
        assert_eq!(serde_json::to_value(&back).unwrap(), serde_json::to_value(&given).unwrap());
    }
}

#[test]
fn reports_on_the_same_talks_are_one_process_and_several_stories() {
    let archive = kept();
    for g in corpus().iter().filter(|g| g.record.report.id.contains("minsk")) {
        let hits = archive.reports_named(&g.record.report.id).unwrap();
        assert_eq!(hits.len(), 1);
    }
    let minsk: Vec<_> = archive.processes().unwrap().into_iter().filter(|p| p.name.contains("Ukraine")).collect();
    assert_eq!(minsk.len(), 1, "{minsk:?}");
    assert_eq!((minsk[0].reports, minsk[0].first.as_deref()), (3, Some("2015-02-11")));
    let brief = archive.brief(&Scope::Process(minsk[0].id), BriefOptions::default()).unwrap();
    assert_eq!((brief.reports, brief.stories, brief.publishers), (3, 3, 2));
    let last = &brief.sections[0];
    assert_eq!(last.key, "meetings");
    // The night of the four leaders is one meeting, told by three reports.
    let night = last.lines.iter().find(|l| l.stories == 3).expect("a meeting with three sources");
    assert!(night.what.contains("Angela Merkel") && night.what.contains("Minsk"), "{}", night.what);
}

#[test]
fn every_line_of_a_brief_has_its_words_and_they_are_the_text() {
    let archive = kept();
    for p in archive.processes().unwrap() {
        let brief = archive.brief(&Scope::Process(p.id), BriefOptions::default()).unwrap();
        for line in brief.sections.iter().flat_map(|s| &s.lines) {
            assert!(!line.sources.is_empty(), "{line:?}");
            for q in &line.words {
                let record = archive.record(brief.sources[q.source - 1].report).unwrap();
                let text: String = record.report.text.chars().skip(q.start).take(q.end - q.start).collect();
                assert_eq!(text, q.words);
            }
        }
    }
}

#[test]
fn a_brief_since_a_day_leaves_out_what_was_known_before() {
    let archive = kept();
    let scope = archive.scope("Ukraine").unwrap();
    let since = edtf::day("2015-02-13");
    let brief = archive.brief(&scope, BriefOptions { since, on: None }).unwrap();
    let events = brief.sections.iter().find(|s| s.key == "events").unwrap();
    let all = archive.brief(&scope, BriefOptions::default()).unwrap();
    let all = all.sections.iter().find(|s| s.key == "events").unwrap();
    assert!(events.lines.len() + events.more < all.lines.len() + all.more);
    assert!(events.lines.iter().any(|l| l.new));
    let earlier = archive.brief(&scope, BriefOptions { since: None, on: edtf::day("2015-02-11") }).unwrap();
    assert_eq!(earlier.reports, 1);
}

#[test]
fn the_same_people_are_one_party_across_reports() {
    let archive = kept();
    for (name, reports, side) in [
        ("Petro Poroshenko", 3, "Ukraine"),
        ("Merkel", 3, "Germany"),
        ("Slobodan Milosevic", 3, "Serbia"),
        ("Barack Obama", 2, "United States"),
    ] {
        let id = archive.party_named(name).unwrap().unwrap_or_else(|| panic!("{name}"));
        let who = archive.who(id).unwrap();
        assert!(who.reports >= reports, "{name}: {who:?}");
        assert_eq!(who.kind, "person");
        assert_eq!(who.acts_for.as_deref(), Some(side), "{who:?}");
    }
}

#[test]
fn full_text_finds_by_words_party_place_kind_and_day() {
    let archive = kept();
    let find = |f: Find| {
        let found = archive.find(&Find { limit: 50, ..f }).unwrap();
        let mut ids: Vec<String> = found.sources.into_iter().map(|s| s.name).collect();
        ids.sort();
        ids
    };
    let words = |w: &str| Find { words: w.into(), ..Find::default() };
    assert_eq!(find(words("Debaltseve")), ["2015-minsk-1", "2015-minsk-2", "2015-minsk-3"]);
    assert_eq!(find(Find { from: Some("2015-02-13".into()), ..words("Debaltseve") }), ["2015-minsk-3"]);
    assert_eq!(find(words("Debaltseve -Merkel -leaders")).len(), 0);
    assert!(find(Find { by: Some("Petro Poroshenko".into()), ..Find::default() }).len() >= 2);
    assert!(find(Find { party: Some("FARC".into()), ..Find::default() }).len() >= 4);
    assert!(find(Find { place: Some("Vienna".into()), ..Find::default() }).contains(&"2015-vienna-2".into()));
    assert!(find(Find { kind: Some("ASSAULT".into()), ..Find::default() }).contains(&"2015-minsk-1".into()));
    // Nothing that a user types is an operator of the database.
    for hostile in ["\" OR 1=1 --", "NEAR(", "a* OR b", "title:x AND (", "'; DROP TABLE report; --", "\u{0}", "^", "-"]
    {
        find(words(hostile));
    }
    assert!(archive.find(&Find { party: Some("Nobody At All".into()), ..Find::default() }).is_err());
    assert!(archive.find(&Find { from: Some("soon".into()), ..Find::default() }).is_err());
}

#[test]
fn the_calendar_holds_what_is_announced() {
    let archive = kept();
    let calendar = archive.calendar(&Scope::All, edtf::day("2013-05-28")).unwrap();
    let june = calendar.days.iter().find(|d| d.first == "2013-06-11").expect("the next round");
    assert!(june.line.what.contains("FARC"), "{:?}", june.line);
    let ics = calendar.icalendar();
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"));
    assert!(ics.contains("DTSTART;VALUE=DATE:20130611\r\nDTEND;VALUE=DATE:20130612\r\n"), "{ics}");
    assert!(ics.split("\r\n").all(|l| l.len() <= 75));
}

#[test]
fn a_timeline_runs_forward_and_positions_show_their_change() {
    let archive = kept();
    let scope = archive.scope("FARC").unwrap();
    let timeline = archive.timeline(&scope, edtf::day("2012-11-01"), None, Stretch::ALL).unwrap();
    assert!(timeline.lines.len() > 5 && timeline.total == timeline.lines.len());
    let whens: Vec<&str> = timeline.lines.iter().filter_map(|l| l.when.as_deref()).filter(|w| w.len() == 10).collect();
    assert!(whens.is_sorted(), "{whens:?}");
    let party = archive.party_named("Ukraine").unwrap().unwrap();
    let positions = archive.positions(party, Some("economy"), Stretch::ALL).unwrap();
    let stances: Vec<&str> = positions.changes[0].stands.iter().map(|s| s.stance.as_str()).collect();
    assert_eq!(stances, ["accepts", "rejects"]);
    assert!(positions.markdown().contains("## Ukraine on economy"));
}

#[test]
fn positions_come_in_stretches_that_make_up_the_whole() {
    let archive = kept();
    let party = archive.party_named("Ukraine").unwrap().unwrap();
    let of = |stretch| archive.positions(party, None, stretch).unwrap();
    let stands = |p: &Positions| {
        let of = |c: &Change| c.stands.iter().map(|s| (c.issue.clone(), s.line.entry, s.current)).collect::<Vec<_>>();
        p.changes.iter().flat_map(of).collect::<Vec<_>>()
    };
    let whole = of(Stretch::ALL);
    assert!(whole.changes.len() > 2 && whole.total == stands(&whole).len());
    let mut parts = vec![];
    for skip in (0..whole.total + 3).step_by(3) {
        let part = of(Stretch { skip, take: 3 });
        assert_eq!((part.total, stands(&part).len()), (whole.total, 3.min(whole.total.saturating_sub(skip))));
        assert!(part.sources.len() <= whole.sources.len());
        parts.extend(stands(&part));
    }
    assert_eq!(parts, stands(&whole));
}

#[test]
fn copies_and_updates_are_one_story_and_one_source() {
    let mut archive = kept();
    let mut g = corpus().into_iter().find(|g| g.record.report.id == "2015-minsk-2").unwrap();
    let mut keep = |change: &dyn Fn(&mut rapporteur_record::Report)| {
        change(&mut g.record.report);
        archive.keep(&Prepared::new(g.record.clone()).unwrap()).unwrap()
    };
    // The same text under another headline in another paper.
    let copy = keep(&|r| {
        r.publisher = Some("Another Paper".into());
        r.title = Some("Truce agreed".into());
    });
    assert!(matches!(copy, Kept::New { relation: Relation::Copy, version: 1, .. }), "{copy:?}");
    // The same page again with a corrected headline: a version.
    let version = keep(&|r| r.title = Some("Truce agreed in Minsk".into()));
    assert!(matches!(version, Kept::New { relation: Relation::Copy, version: 2, .. }), "{version:?}");
    let brief = archive.brief(&archive.scope("Ukraine").unwrap(), BriefOptions::default()).unwrap();
    assert_eq!((brief.reports, brief.stories), (5, 3));
    assert!(brief.sections[0].lines.iter().all(|l| l.stories <= 3));
}

#[test]
fn forgetting_a_report_leaves_the_archive_as_if_it_had_never_been_kept() {
    let mut all = corpus();
    let last = all.pop().unwrap();
    let mut without = Archive::in_memory().unwrap();
    for g in all {
        without.keep(&Prepared::new(g.record).unwrap()).unwrap();
    }
    let mut with = kept();
    let report = with.reports_named(&last.record.report.id).unwrap()[0];
    with.forget(report).unwrap();
    assert_eq!(with.check().unwrap(), without.check().unwrap());
    assert!(with.find(&Find { words: "Cyprus Crans-Montana".into(), ..Find::default() }).unwrap().hits.is_empty());
    assert_eq!(with.processes().unwrap(), without.processes().unwrap());
    assert!(matches!(with.keep(&Prepared::new(last.record).unwrap()).unwrap(), Kept::New { .. }));
}

#[test]
fn the_users_decisions_outlive_rereading() {
    let mut archive = kept();
    let by_sides = |a: &Archive, words: &str| a.process_named(words).unwrap();
    let minsk = archive.processes().unwrap().into_iter().find(|p| p.name.contains("Ukraine")).unwrap().id;
    let iran = archive.processes().unwrap().into_iter().find(|p| p.name.contains("Iran")).unwrap().id;
    archive.rename_process(minsk, "Minsk talks").unwrap();
    let moved = archive.reports_named("2015-minsk-3").unwrap();
    let front = archive.split_process(minsk, &moved, "The front").unwrap();
    archive.merge_processes(iran, minsk).unwrap();
    let shown =
        |a: &Archive| a.processes().unwrap().into_iter().map(|p| (p.id, p.reports, p.first)).collect::<Vec<_>>();
    let before = (shown(&archive), archive.check().unwrap());
    for (report, g) in archive.reports().unwrap().into_iter().zip(corpus()) {
        let mut record = g.record;
        record.made_with = "later".into();
        archive.reread(report, &Prepared::new(record).unwrap()).unwrap();
    }
    assert_eq!((shown(&archive), archive.check().unwrap()), before);
    assert_eq!(by_sides(&archive, "Minsk talks"), Some(minsk));
    assert_eq!(by_sides(&archive, "the front"), Some(front));
    assert_eq!(archive.process_named(&format!("#{iran}")).unwrap(), Some(minsk));
    assert_eq!(archive.to_reread("later").unwrap(), Vec::<i64>::new());
    assert!(archive.split_process(minsk, &moved, "none").is_err());
}
