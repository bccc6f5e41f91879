// What GraphiQL keeps. An operation may hold a note, and an answer a record: nothing of them is left in the browser. Only how the
// page looks is kept.

const LOOKS = /^graphiql:(theme|docExplorerFlex|editorFlex|pluginFlex|secondaryEditorFlex|visiblePlugin)$/;

export function createStorage(kept = window.localStorage) {
  const memory = new Map();
  const place = (name) => (LOOKS.test(name) ? kept : null);
  return {
    getItem: (name) => (place(name) ? kept.getItem(name) : (memory.get(name) ?? null)),
    setItem: (name, value) => (place(name) ? kept.setItem(name, value) : void memory.set(name, value)),
    removeItem: (name) => (place(name) ? kept.removeItem(name) : void memory.delete(name)),
    clear: () => memory.clear(),
    get length() {
      return memory.size;
    },
  };
}
