// What a patient sets about their care, and what the doctor has set.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { choice, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { EXPORT, SET_ZONE } from "./queries.js";

export function patientSettings(me, reload) {
  return [
    card("zone", t("zone.title"), [h("p", {}, t("zone.what")), zone(me, reload)]),
    card("ai", t("ai.title"), h("p", {}, t(me.extractionSettings.noAi ? "ai.off" : "ai.on"))),
    card("export", t("export.title"), [
      h("p", {}, t("export.what")),
      h(
        "div",
        { class: "buttons" },
        ["JSON", "FHIR"].map((format) => action(`export-${format}`, t(`export.${format}`), () => save(format))),
      ),
    ]),
  ];
}

function zone(me, reload) {
  const zones = [...new Set([me.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
  return form("zone", {
    label: t("zone.title"),
    fields: [
      choice({
        name: "timeZone",
        label: t("zone.label"),
        options: zones.map((name) => [name, name.replaceAll("_", " ")]),
        value: me.timeZone,
      }),
    ],
    submit: t("save"),
    look: "plain",
    keep: true,
    work: async ({ timeZone }) => {
      await ask(SET_ZONE, { input: { timeZone } });
      await reload();
      say(t("saved"));
    },
  });
}

async function save(format) {
  const { exportMyData } = await ask(EXPORT, { input: { format } });
  const { content, fileName, mediaType } = exportMyData;
  const href = URL.createObjectURL(new Blob([content], { type: mediaType }));
  h("a", { href, download: fileName }).click();
  URL.revokeObjectURL(href);
  say(t("export.done", { file: fileName }));
}
