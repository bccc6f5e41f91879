import "./workers.js";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./style.css";

import { createRoot } from "react-dom/client";
import { App } from "./app.jsx";
import { resume } from "./session.js";

// Somebody who is signed in in another page of this server is signed in here.
await resume().catch(() => {});
createRoot(document.getElementById("root")).render(<App />);
