// The form of a step: for one that is added, one that is approved with changes, and one that takes another's place.

import { wrongInput } from "../client/api.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { choice, field, form, ticks } from "../ui/form.js";
import { t, weekday } from "../words/index.js";

const WEEK = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** What was chosen in each form, where that decides which fields there are. */
const chosen = new Map();

/** How the step is repeated now. */
function scheduleOf(step) {
  if (!step) return "daily";
  const { asNeeded, cycle, weekdays, everyDays } = step.frequency;
  if (asNeeded) return "needed";
  if (cycle) return "cycle";
  if (weekdays.length > 0) return "weekdays";
  return everyDays && everyDays !== 1 ? "every" : "daily";
}

/** A form of `step`, or of a new one when there is none; `fresh` makes another step of it, which may differ in kind. */
export function stepForm(id, { label, step = null, fresh = false, submit, work, also }) {
  const state = chosen.get(id) ?? { kind: step?.kind ?? "PLAN", schedule: scheduleOf(step) };
  const choose = (change) => {
    chosen.set(id, { ...state, ...change });
    redraw();
  };
  const plan = state.kind === "PLAN";
  const frequency = step?.frequency;
  return form(id, {
    label,
    submit,
    also,
    keep: true,
    fields: [
      field({
        name: "description",
        label: t("stepForm.description"),
        value: step?.description ?? "",
        required: true,
        maxlength: 200,
      }),
      fresh &&
        choice({
          name: "kind",
          label: t("stepForm.kind"),
          value: state.kind,
          options: ["PLAN", "CHECKLIST"].map((kind) => [kind, t(`kind.${kind}`)]),
          onchange: (event) => choose({ kind: event.target.value }),
        }),
      plan &&
        choice({
          name: "schedule",
          label: t("stepForm.schedule"),
          value: state.schedule,
          options: [
            "daily",
            "every",
            "weekdays",
            "cycle",
            ...(fresh || state.schedule === "needed" ? ["needed"] : []),
          ].map((name) => [name, t(`schedule.${name}`)]),
          onchange: (event) => choose({ schedule: event.target.value }),
        }),
      plan && repeats(state.schedule, frequency),
      plan &&
        state.schedule !== "needed" &&
        count({
          name: "durationDays",
          label: t("stepForm.duration"),
          hint: t("stepForm.duration.hint"),
          value: step?.durationDays,
          max: 3650,
        }),
      plan && count({ name: "timesPerDay", label: t("stepForm.times"), value: frequency?.timesPerDay, max: 24 }),
      plan &&
        field({
          name: "timesOfDay",
          label: t("stepForm.hours"),
          hint: t("stepForm.hours.hint"),
          value: (frequency?.timesOfDay ?? []).map((time) => time.slice(0, 5)).join(", "),
        }),
      count({
        name: "startsAfterDays",
        label: t("stepForm.start"),
        hint: t("stepForm.start.hint"),
        value: step?.startsAfterDays ?? 0,
        min: 0,
        max: 3650,
      }),
    ].flat(),
    work: async (values) => {
      await work({ ...read(values), kind: state.kind, schedule: plan ? state.schedule : null });
      chosen.delete(id);
    },
  });
}

const count = ({ min = 1, ...others }) =>
  field({ type: "number", inputmode: "numeric", min, step: 1, ...others, value: others.value ?? "" });

function repeats(schedule, frequency) {
  if (schedule === "every")
    return [
      field({
        name: "everyDays",
        label: t("stepForm.everyDays"),
        type: "number",
        min: 1,
        max: 366,
        step: 0.5,
        required: true,
        value: frequency?.everyDays ?? 2,
      }),
    ];
  if (schedule === "weekdays") {
    return [
      ticks({
        name: "weekdays",
        label: t("stepForm.weekdays"),
        options: WEEK.map((name) => [name, weekday(name)]),
        value: frequency?.weekdays ?? [],
      }),
      count({ name: "everyWeeks", label: t("stepForm.everyWeeks"), value: frequency?.everyWeeks ?? 1, max: 52 }),
    ];
  }
  if (schedule !== "cycle") return [];
  return [
    count({
      name: "daysOn",
      label: t("stepForm.daysOn"),
      value: frequency?.cycle?.daysOn ?? 21,
      max: 366,
      required: true,
    }),
    count({
      name: "daysOff",
      label: t("stepForm.daysOff"),
      value: frequency?.cycle?.daysOff ?? 7,
      max: 366,
      required: true,
    }),
  ];
}

/** What was entered, as values. */
function read(values) {
  const whole = (name) => (values[name] ? Number(values[name]) : null);
  const hours = (values.timesOfDay ?? "").split(/[\s,;]+/).filter(Boolean);
  if (hours.some((time) => !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time)))
    throw wrongInput("timesOfDay", t("stepForm.hours.wrong"));
  return {
    description: values.description,
    durationDays: whole("durationDays"),
    timesPerDay: whole("timesPerDay"),
    timesOfDay: hours.map((time) => time.padStart(5, "0")),
    startsAfterDays: Number(values.startsAfterDays || 0),
    everyDays: whole("everyDays"),
    everyWeeks: whole("everyWeeks"),
    weekdays: WEEK.filter((name) => values[`weekdays.${name}`]),
    cycle: values.daysOn ? { daysOn: whole("daysOn"), daysOff: whole("daysOff") } : null,
  };
}

/** Exactly one way of repeating, as the API takes it. */
function repetition({ schedule, everyDays, everyWeeks, weekdays, cycle }) {
  if (schedule === "every") return { everyDays };
  if (schedule === "cycle") return { cycle };
  if (schedule !== "weekdays") return {};
  if (weekdays.length === 0) throw wrongInput("weekdays.MONDAY", t("stepForm.weekdays.wrong"));
  return { weekdays, everyWeeks };
}

const hoursOf = ({ timesOfDay, timesPerDay }) => (timesOfDay.length > 0 ? { timesOfDay } : { timesPerDay });

/** The input of `addStep`, but for the note. */
export function additionOf(values) {
  const { kind, schedule, description, startsAfterDays, durationDays } = values;
  if (kind === "CHECKLIST") return { kind, description, startsAfterDays };
  const asNeeded = schedule === "needed";
  return { kind, description, startsAfterDays, durationDays, asNeeded, ...repetition(values), ...hoursOf(values) };
}

/** What `reviewStep` is to change about `step`: only what differs from it. */
export function changesOf(values, step) {
  const { schedule, description, startsAfterDays, durationDays } = values;
  const changes = {};
  if (description !== step.description) changes.description = description;
  if (startsAfterDays !== step.startsAfterDays) changes.startsAfterDays = startsAfterDays;
  if (step.kind === "CHECKLIST") return changes;
  if (durationDays !== step.durationDays) changes.durationDays = durationDays;
  const { frequency } = step;
  const hours = frequency.timesOfDay.map((time) => time.slice(0, 5));
  if (values.timesOfDay.join() !== hours.join()) changes.timesOfDay = values.timesOfDay;
  if (values.timesOfDay.length === 0 && values.timesPerDay !== frequency.timesPerDay)
    changes.timesPerDay = values.timesPerDay;
  if (schedule === "daily" && scheduleOf(step) !== "daily")
    return { ...changes, everyDays: null, weekdays: null, cycle: null };
  return schedule === "needed" ? changes : { ...changes, ...repetition(values) };
}
