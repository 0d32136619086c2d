// The pages that are visited: numbers are looked up, as they belong to the archive of this run.

export const NAMES = ["today", "processes", "process", "report", "words", "entry", "statements", "parties", "party", "calendar", "map", "world", "find", "archive", "corrections", "missing"];

const json = async (request, address) => (await request.get(address)).json();

export async function places(request) {
  const { processes } = await json(request, "/processes?format=json");
  const talks = processes.find((p) => p.name.includes("Ukraine"));
  const talk = await json(request, `/process/${talks.id}?format=json`);
  const { parties } = await json(request, "/parties?name=Angela&format=json");
  const report = talk.reports[0].id;
  return {
    today: "/?since=all",
    processes: "/processes",
    process: `/process/${talks.id}`,
    report: `/report/${report}`,
    words: `/report/${report}?entry=s1#words`,
    entry: `/entry/${talk.last[0].id}`,
    statements: "/statements?words=ceasefire",
    parties: "/parties",
    party: `/party/${parties[0].id}`,
    calendar: "/calendar?from=1970&show=held",
    map: `/map?process=${talks.id}`,
    world: "/map?view=world",
    find: "/find?words=Merkel",
    archive: "/archive",
    corrections: "/corrections",
    missing: "/report/999999",
  };
}
