import { describe, expect, it } from "vitest";

import { functionOf } from "./classic";

const shared = globalThis as unknown as { khuonShared: Record<string, Record<string, unknown>> };
const run = (code: string, file = "part.js") => new Function(functionOf(code, file).body)() as Record<string, unknown>;

describe("a module as the body of a function", () => {
  it("takes what it imports from what stands already, and gives what it exports", () => {
    shared.khuonShared = { "first-1.js": { n: 20, t: () => 22 } };
    const given = run('import{n as e,t as r}from"./first-1.js";import"./first-1.js";var s=e+r();export{s as total};');
    expect(given["total"]).toBe(42);
  });

  it("gives names that are made while it is loaded", () => {
    const given = run("let e,t,r=(f)=>()=>f();var n=r(()=>{e=2;t=()=>e});n();e+=1;export{e as count,t as read};");
    expect([given["count"], (given["read"] as () => number)()]).toEqual([3, 3]);
  });

  it("leaves alone what a function may hold", () => {
    const given = run("function t(){return new.target===t}async function r(){for await(const n of[])await n}export{t as made,r as waits};");
    expect(new (given["made"] as new () => object)()).toBeInstanceOf(given["made"] as () => void);
    expect(given["waits"]).toBeTypeOf("function");
  });

  it("knows no address of its own, and leaves words that look like code alone", () => {
    const given = run('var e=`import.meta.url; export{a}`,t=import.meta.resolve?1:new URL("/static/a.js",import.meta.url).pathname;export{e as words,t as path};');
    expect(given["words"]).toBe("import.meta.url; export{a}");
    expect(given["path"]).toBe("/static/a.js");
  });

  it.each(['import e from"./a.js";', 'import*as e from"./a.js";', 'export*from"./a.js";', "export default 1;", 'export{a}from"./a.js";', "await 0;"])(
    "refuses what it would change: %s",
    (code) => expect(() => functionOf(code, "part.js")).toThrow(/part\.js/),
  );
});
