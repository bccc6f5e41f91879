// How this patient's notes are read.

import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { choice, form, ticks } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { SET_MODE, SET_NO_AI } from "./queries.js";

export function patientSettings({ id, extractionSettings: { mode, noAi } }, reload) {
  return card("reading", t("reading.title"), [
    form(`reading-${id}`, {
      label: t("reading.title"),
      keep: true,
      look: "plain",
      submit: t("save"),
      fields: [
        choice({
          name: "mode",
          label: t("reading.mode"),
          value: mode ?? "",
          options: [
            ["", t("reading.mode.hospital")],
            ["AUTO", t("reading.mode.AUTO")],
            ["REVIEW", t("reading.mode.REVIEW")],
          ],
        }),
        ticks({
          name: "noAi",
          label: t("reading.noAi"),
          options: [["on", t("reading.noAi.on")]],
          value: noAi ? ["on"] : [],
        }),
        h("p", { class: "hint" }, t("reading.noAi.hint")),
      ],
      work: async (values) => {
        await ask(SET_MODE, { input: { patientId: id, mode: values.mode || null } });
        await ask(SET_NO_AI, { input: { patientId: id, noAi: Boolean(values["noAi.on"]) } });
        await reload();
        say(t("saved"));
      },
    }),
  ]);
}
