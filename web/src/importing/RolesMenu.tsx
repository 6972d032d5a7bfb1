/** The roles that an area can be given. */
import { useCallback } from "react";
import { Menu, type MenuItem } from "../designer/parts/Menu";
import { t, type Word } from "../words/importing";
import { placeOf } from "./geometry";
import { OFFERS } from "./model";
import { giveRole, set, useImporting } from "./store";

/** What a role with its value is called. */
export function roleName(role: string, value = ""): string {
  if (role === "header" && value === "apart") return t("keep.apart");
  const offered = OFFERS.some((offer) => offer.role === role && offer.value === value && value !== "");
  return t((offered ? `value.${role}.${value}` : `role.${role}`) as Word);
}

export function RolesMenu() {
  const menu = useImporting((s) => s.menu);
  const close = useCallback((restore: boolean) => {
    set({ menu: null });
    if (restore) document.querySelector<HTMLElement>(".im-table td.is-active")?.focus({ preventScroll: true });
  }, []);
  if (!menu) return null;
  const items: MenuItem[] = OFFERS.map(({ role, value = "", parted = false }) => ({
    label: roleName(role, value),
    parted,
    run: () => void giveRole(menu.area, role, value),
  }));
  return <Menu label={t("roles", { place: placeOf(menu.area) })} items={items} at={menu} onClose={close} />;
}
