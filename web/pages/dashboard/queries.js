// What the doctor's pages ask for.

const AT_RISK = `atRisk { noticedOn daysMissed lastCheckInOn snoozedUntil }`;

const STEP = `fragment S on Step {
  id kind state description duration total durationDays startsAfterDays nextDueOn
  frequency { asNeeded everyDays everyWeeks weekdays cycle { daysOn daysOff } timesPerDay timesOfDay }
  passage { start end text }
}`;

export const ME = `query DoctorMe { viewer { ... on Doctor { id name title email emailConfirmed admission timeZone dailyDigest } } }`;

export const CURSOR = `query DoctorCursor { eventCursor }`;

export const WORK = `query Worklist($after: String, $kinds: [WorkItemKind!]) {
  worklist(first: 10, after: $after, kinds: $kinds) {
    totalCount
    counts { kind count }
    pageInfo { hasNextPage endCursor }
    nodes {
      id kind since patient { id name }
      ... on StepToReview { step { id description reviewReason reviewReasonText } }
      ... on NoteToDecide { noteId extraction { reason reasonText } }
      ... on FailedExtraction { noteId extraction { reason reasonText } }
      ... on PatientAtRisk { daysMissed lastCheckInOn atRisk { lastReminder { sentAt } } }
    }
  }
}`;

const ROW = `fragment Row on Patient {
  id name timeZone mailFailingSince
  reminderSettings { subscribed unsubscribedAt remindAt }
  today { day due { id } }
  adherence { percent daysMissed lastCheckInOn days(last: 14) { day due done } }
}`;

export const PATIENTS = `query Patients($after: String, $search: String, $orderBy: PatientOrder, $filter: PatientFilter) {
  patients(first: 20, after: $after, search: $search, orderBy: $orderBy, filter: $filter) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ...Row }
  }
} ${ROW}`;

export const PATIENT = `query Patient($id: ID!) {
  patient(id: $id) {
    id name email emailConfirmed timeZone mailFailingSince assignedAt
    extractionSettings { mode noAi }
    reminderSettings { subscribed unsubscribedAt remindAt ownRemindAt }
    today { day due { id } }
    adherence { done expected missed percent daysMissed lastCheckInOn days(last: 28) { day due done } }
    ${AT_RISK}
    undecidedNotes { noteId writtenOn note { id body } extraction { reason reasonText } }
    waiting: steps(states: [NEEDS_REVIEW], first: 50) {
      nodes { ...S reviewReason reviewReasonText note { id body writtenOn } }
    }
    active: steps(states: [ACTIVE], first: 100) { nodes { ...S note { id } } }
    reminders { upcoming(first: 1) { day scheduledAt } sent(first: 1) { nodes { day state sentAt reason reasonText } } }
  }
} ${STEP}`;

export const EXPLAIN = `query ReminderExplain($id: ID!, $day: Date!) {
  reminderExplain(patientId: $id, day: $day) {
    day timeZone code text scheduledAt ownHour quietUntil unsubscribedAt attempts nextAt
    reminder { id state sentAt }
    mailAnswers { at stage code enhancedCode outcome }
    steps { reason step { id description } }
  }
}`;

export const NOTES = `query NotesOfPatient($id: ID!, $after: String) {
  patient(id: $id) {
    notes(first: 5, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id body writtenOn submittedAt state doctor { name title }
        extraction {
          state reason reasonText extractor fallback planReplacedAt
          changes {
            added { id description } ended { id description state }
            kept { before { id duration } now { id description duration } }
          }
        }
        steps(first: 50) { nodes { id description state passage { start end text } } }
      }
    }
  }
}`;

export const EVENTS = `subscription DoctorEvents($after: String) { careEvents(after: $after) {
  __typename
  ... on CareEvent { cursor at patient { id name } }
  ... on StepsExtracted { steps { id description state } }
  ... on ExtractionFailed { note { id extraction { reason reasonText } } }
  ... on CheckInChanged { checkIn { day undone } step { id description duration } }
  ... on StepChanged { step { id description state } }
  ... on DoctorSelected { doctor { id name } }
} }`;

const mutation = (name, fields) => {
  const title = `${name[0].toUpperCase()}${name.slice(1)}`;
  return `mutation ${title}($input: ${title}Input!) { ${name}(input: $input) { ${fields} } }`;
};

export const SUBMIT_NOTE = mutation("submitNote", "note { id state }");
export const REVIEW_STEP = mutation("reviewStep", "step { id state }");
export const ADD_STEP = mutation("addStep", "step { id }");
export const CANCEL_STEP = mutation("cancelStep", "step { id }");
export const CONFIRM_END = mutation("confirmPlanEnd", "patient { id }");
export const KEEP_PLAN = mutation("keepPlan", "patient { id }");
export const RETRY = mutation("retryExtraction", "note { id }");
export const SET_MODE = mutation("setExtractionMode", "patient { id }");
export const SET_NO_AI = mutation("setNoAi", "patient { id }");

export const SNOOZE = mutation("snoozeAtRisk", `status patient { id ${AT_RISK} }`);
export const RESOLVE = mutation("resolveAtRisk", `status patient { id ${AT_RISK} }`);
export const DIGEST = mutation("setDailyDigest", "doctor { id dailyDigest }");

/** Puts a changed step in the place of one in force: the new one first, so that the plan is never without it. */
export const REPLACE_STEP = `mutation ReplaceStep($add: AddStepInput!, $cancel: CancelStepInput!) {
  addStep(input: $add) { step { id } }
  cancelStep(input: $cancel) { step { id } }
}`;
