/** Styles of every page and the few behaviours that server pages need. */
import "bootstrap/dist/css/bootstrap.min.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/figures.css";
import "../styles/adjusting.css";
import "../styles/library.css";
import { forgetForms } from "../fill/offline/forget";
import { startPages } from "../pages/behaviours";

startPages(document);
forgetForms(document);
