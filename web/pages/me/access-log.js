// Who did what to the record: for the patient alone.

import { h } from "../ui/dom.js";
import { paged } from "../ui/pages.js";
import { more, nothing } from "../ui/parts.js";
import { has, moment, t } from "../words/index.js";
import { ACCESS_LOG } from "./queries.js";

const list = paged("access-log", ACCESS_LOG, ({ viewer }) => viewer.accessLog);
let fresh = false;

addEventListener("hashchange", () => (fresh = false));

export function accessLog({ timeZone }) {
  if (!fresh) {
    fresh = true;
    list.forget();
    list.begin();
  }
  return [
    h("h1", { key: "title" }, t("record.title")),
    h("p", { key: "what" }, t("record.what")),
    list.notice(),
    list.nodes?.length === 0 && nothing(t("record.none")),
    list.nodes &&
      h(
        "ul",
        { class: "card log", key: "log" },
        list.nodes.map((one) => entry(one, timeZone)),
      ),
    more(list.pageInfo, list.more),
  ];
}

/** Those whose detail tells a patient something: the name of a model, the format of a file. */
const SHOWN_DETAILS = new Set(["SEND_TO_MODEL", "EXPORT"]);

/** What was done; a mail is a reminder unless it says what else it was about. */
function did(action, detail) {
  if (action === "MAIL" && detail && detail !== "MAIL_UNANSWERED") return t("access.MAIL.account");
  return has(`access.${action}`) ? t(`access.${action}`) : t("access.OTHER");
}

function entry({ at, action, by, address, detail, doctor, notes, steps }, timeZone) {
  const who = doctor ? [doctor.name, doctor.title].filter(Boolean).join(" · ") : t(`by.${by}`);
  const about = [
    notes.length > 0 && t("record.notes", { n: notes.length }),
    steps.length > 0 && t("record.steps", { n: steps.length }),
    SHOWN_DETAILS.has(action) && detail,
    address && t("record.address", { address }),
  ];
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, who), ": ", did(action, detail)),
    h(
      "p",
      { class: "hint" },
      h("time", { datetime: at }, moment(at, timeZone)),
      about.filter(Boolean).map((text) => ` · ${text}`),
    ),
  );
}
