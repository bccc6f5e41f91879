import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: process.env.AFTERCARE_SCHEMA ?? "../../schema.graphql",
  documents: "src/**/*.{ts,tsx}",
  generates: {
    "./src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        scalars: { Date: "string", DateTime: "string", TimeOfDay: "string", TimeZone: "string" },
      },
    },
    // Which types are behind an interface, for the cache.
    "./src/gql/possible-types.json": { plugins: ["fragment-matcher"] },
  },
};

export default config;
