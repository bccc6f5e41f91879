// What the patient's page asks for. Each part of the page has its fragment; the page is one query.

export const STEP = `fragment S on Step {
  id kind state description duration total nextDueOn scheduledOn
  frequency { asNeeded everyDays everyWeeks weekdays cycle { daysOn daysOff } timesPerDay timesOfDay }
}`;

export const PAGE = `query {
  eventCursor
  viewer { ... on Patient {
    id name email emailConfirmed timeZone mailFailingSince
    doctor { id name title }
    extractionSettings { noAi }
    reminderSettings {
      remindAt ownRemindAt quietHours { from until } hasOwnQuietHours
      language ownLanguage mailDetail ownMailDetail subscribed unsubscribedAt
    }
    today { day due { ...S } checklist { ...S } done { ...S } asNeeded { ...S } }
    steps(states: [ACTIVE], first: 100) { nodes { ...S } }
    adherence { done expected missed percent streak days(last: 28) { day due done } }
    reminders {
      upcoming(first: 1) { day scheduledAt steps { id description } }
      sent(first: 1) { nodes { id day state sentAt reasonText reason } }
    }
  } }
} ${STEP}`;

export const NOTES = `query ($after: String) {
  viewer { ... on Patient { notes(first: 5, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id body writtenOn doctor { name title }
      steps(first: 50) { nodes { id description state passage { start end text } } }
    }
  } } }
}`;

export const ACCESS_LOG = `query ($after: String) {
  viewer { ... on Patient { accessLog(first: 20, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { at action by address detail doctor { name title } notes { id } steps { id } }
  } } }
}`;

export const DOCTORS = `query ($search: String) { doctors(search: $search, first: 20) { nodes { id name title } } }`;

export const EVENTS = `subscription ($after: String) { careEvents(after: $after) {
  __typename
  ... on CareEvent { cursor at }
  ... on StepsExtracted { steps { id } }
  ... on CheckInChanged { checkIn { undone } step { id } }
} }`;

/** The patient's day, as the server has it. */
export const TODAY = `query { viewer { ... on Patient { id today { day } } } }`;

export const CHECK_IN = `mutation ($input: CheckInInput) { checkIn(input: $input) { results { status step { id } } } }`;
export const UNDO = `mutation ($input: UndoCheckInInput!) { undoCheckIn(input: $input) { status step { id } } }`;
export const COMPLETE = `mutation ($input: CompleteStepInput!) { completeStep(input: $input) { status step { id } } }`;
export const UNCOMPLETE = `mutation ($input: UncompleteStepInput!) { uncompleteStep(input: $input) { status step { id } } }`;
export const SELECT_DOCTOR = `mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { doctor { id } } }`;
