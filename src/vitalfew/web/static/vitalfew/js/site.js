// The scripts of every page. Everything that matters works without them.
import { listen } from "./keys.js";
import { keepDrafts } from "./drafts.js";
import { closeMenus } from "./menu.js";
import { offerZones } from "./zone.js";
import { offerCopies } from "./copy.js";
import { stepThroughFinds } from "./finder.js";

listen();
keepDrafts();
closeMenus();
offerZones();
offerCopies();
stepThroughFinds();
document.querySelector(".problems")?.focus();
