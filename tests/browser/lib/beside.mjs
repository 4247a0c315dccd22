// What people keep beside the figures, page by page: actions, the forward plan, queries, contracts and what goes with
// them, the interface for programs, the audit log.

const NEET = "NEET Percentage of 16 and 17 year olds who are NEET";

async function actions(manager) {
  await manager.go("/actions");
  await manager.see("actions-none", "Actions");
  await manager.follow("Add an action");
  await manager.see("action-new", "What is to be done");
  await manager.press("Add the action");
  await manager.see("action-wrong", "Enter what is to be done");
  await manager.choose("Place", "Eastvale");
  await manager.type("What is to be done", "Visit every college <b>twice</b>.");
  await manager.type("Owner", "Head of skills");
  await manager.type("Due", "Roll out Sept/Nov 2017");
  await manager.press("Add the action");
  await manager.see("action", "Visit every college <b>twice</b>.", "Roll out Sept/Nov 2017");
  await manager.follow("Change this");
  await manager.see("action-change", "Change the action");
  await manager.go("/actions");
  await manager.see("actions", "overdue by");
}

async function plan(director) {
  await director.go("/plan");
  await director.see("plan-none", "Forward plan");
  await director.follow("Add to the plan");
  await director.see("plan-new", "What is told");
  await director.type("What is told", "Why fewer young people are NEET");
  await director.type("Meeting", "Scrutiny Committee");
  await director.press("Add to the plan");
  await director.see("plan-item", "Why fewer young people are NEET");
  await director.go("/plan");
  await director.see("plan", "Scrutiny Committee");
}

async function queries(manager, checker) {
  await manager.go("/queries");
  await manager.see("queries-none", "Queries");
  await manager.follow("Ask about a figure");
  await manager.see("query-where", "Indicator");
  await manager.choose("Indicator", NEET);
  await manager.press("Go on");
  await manager.see("query-new", "Question");
  await manager.type("Question", "Are those who moved away counted?");
  await manager.press("Ask");
  await manager.see("query", "Are those who moved away counted?");
  await checker.go("/queries");
  await checker.follow("Are those who moved away counted?");
  await checker.type("Outcome", "They are not: the definition says so.");
  await checker.press("Save the outcome");
  await checker.see("query-settled", "They are not: the definition says so.");
}

async function contracts(commissioner, provider, form) {
  await commissioner.go("/contracts");
  await commissioner.see("contracts-none", "Contracts");
  await commissioner.follow("Add a contract");
  await commissioner.see("contract-new", "Service");
  await commissioner.choose("Provider", "Eastvale");
  await commissioner.type("Service", "Youth hubs");
  await commissioner.type("Value in a year", "a lot");
  await commissioner.press("Add the contract");
  await commissioner.see("contract-wrong", "must be an amount in pounds");
  await commissioner.type("Value in a year", "£120,000");
  await commissioner.type("First day", "1 April 2023");
  await commissioner.press("Add the contract");
  await commissioner.see("contract", "Youth hubs", "£120,000");
  await commissioner.go("/contracts");
  await commissioner.see("contracts", "Youth hubs");
  await provider.go("/returns");
  await provider.see("returns-none", "Returns");
  await provider.follow("Return a figure");
  await provider.see("return-new", "Numerator");
  await provider.choose("Indicator", NEET);
  await provider.type("Numerator", "1797");
  await provider.type("Denominator", "1796");
  await provider.press("Send it for approval");
  await provider.see("return-wrong", "The numerator 1797 is above the denominator 1796");
  await provider.type("Numerator", "57");
  await provider.press("Send it for approval");
  await provider.see("return", "57 of 1,796", "Waits for approval");
  await provider.go("/returns/rows/new");
  await provider.see("return-rows", "Rows");
  await provider.go("/returns");
  await provider.follow("Send a workbook");
  await provider.see("return-workbook", "Workbook");
  await provider.hand("Workbook", form);
  await provider.press("Send it for approval");
  await provider.see("return-workbook-empty", "There is no row that is filled in");
  await commissioner.go("/board");
  await commissioner.see("board-commissioner", "1 return waits for approval");
  await commissioner.follow("1 return waits for approval");
  await commissioner.see("returns", "57 of 1,796");
  await commissioner.go("/returns/eastvale/1");
  await commissioner.press("Approve");
  await commissioner.see("return-approved", "From the next draft on");
  await provider.go("/summaries");
  await provider.follow("Write a summary");
  await provider.see("summary-new", "Summary");
  await provider.type("Summary", "More young people come to the hubs.");
  await provider.press("Send it for approval");
  await provider.see("summary", "More young people come to the hubs.");
  await commissioner.go("/summaries");
  await commissioner.see("summaries", "Contract 1, Eastvale");
}

/** Goes through all of them. `form` is a form of returns that nobody has filled in. */
export async function beside({ manager, checker, director, commissioner, provider, governance, reader }, form) {
  await actions(manager);
  await plan(director);
  await queries(manager, checker);
  await contracts(commissioner, provider, form);
  await reader.go("/api");
  await reader.see("api", "OpenAPI");
  await governance.go("/audit");
  await governance.see("audit", "signed in");
  await governance.follow("Verify the whole log");
  await governance.see("audit-verified", "Every entry is what was written");
  if ((await reader.go("/actions")) !== 403) throw new Error("a reader sees actions");
  await reader.see("not-allowed", "You may not do this");
}
