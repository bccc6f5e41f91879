// Builds plain files for the path /graphiql/ of the server: no inline script, nothing from another host, and one script, so that a
// page that is open goes on working while the server is away.

import { defineConfig } from "vite";

export default defineConfig({
  base: "/graphiql/",
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Monaco is large.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      output: { codeSplitting: false },
      // "use client" in React libraries says nothing here.
      onwarn: (warning, tell) => warning.code === "MODULE_LEVEL_DIRECTIVE" || tell(warning),
    },
  },
  worker: { format: "es" },
});
