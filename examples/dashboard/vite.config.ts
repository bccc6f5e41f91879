import { defineConfig } from "vite";

// The server must know this origin: AFTERCARE_ALLOWED_ORIGINS=http://127.0.0.1:5173
export default defineConfig({
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  preview: { host: "127.0.0.1", strictPort: true },
});
