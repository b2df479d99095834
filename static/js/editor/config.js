/* How HugeRTE is set up: what it makes is what the server keeps (`settings.kept`, app/text/policy.py). */

import { addButtons, BLOCK_FORMATS, TABLE_BUTTONS, TOOLBAR } from "./buttons.js";
import { addEmbeds } from "./embeds.js";
import { addKeys } from "./keys.js";
import { addPasting } from "./paste.js";
import { addPictures } from "./pictures.js";
import { keepPolicy, validElements } from "./policy.js";

const ALIGNED = "p,h2,h3,h4,td,th,li,caption,figure,figcaption,blockquote";

const formats = {
  alignleft: { selector: ALIGNED, classes: "align-left" },
  aligncenter: { selector: ALIGNED, classes: "align-center" },
  alignright: { selector: ALIGNED, classes: "align-right" },
  underline: { inline: "span", classes: "u", exact: true },
  strikethrough: { inline: "span", classes: "s", exact: true },
};

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

export function options(area, settings) {
  const { words } = settings;
  const home = new URL(area.dataset.editor, location.href);
  const isNarrow = Boolean(area.closest("[data-panel]"));
  const isRoomy = !isNarrow && matchMedia("(min-width: 42rem) and (min-height: 30rem)").matches;
  return {
    target: area,
    base_url: home.pathname.replace(/\/[^/]*$/, ""),
    suffix: ".min",
    cache_suffix: home.search,
    language: "fr",
    plugins: "autolink link lists searchreplace table visualblocks",

    menubar: false,
    statusbar: false,
    branding: false,
    promotion: false,
    elementpath: false,
    resize: false,
    contextmenu: false,
    toolbar: TOOLBAR,
    toolbar_mode: "wrap",
    toolbar_sticky: isRoomy,
    ui_mode: "split",
    mobile: { toolbar_mode: "wrap", toolbar_sticky: false },
    skin: isDark() ? "oxide-dark" : "oxide",
    content_css: area.dataset.styles.split(" "),
    body_class: "prose",
    iframe_aria_text: words.area,
    min_height: isNarrow ? 260 : 420,
    browser_spellcheck: true,
    a11y_advanced_options: true,

    entity_encoding: "raw",
    indent: false,
    relative_urls: false,
    convert_urls: false,
    add_form_submit_trigger: false,
    submit_patch: false,
    add_unload_trigger: false,
    valid_elements: validElements(settings.kept),
    custom_elements: "parvis-embed",
    extended_valid_elements: "parvis-embed[*]",
    valid_styles: { "*": "" },
    valid_classes: { "*": settings.classes.join(" ") },
    convert_unsafe_embeds: true,
    sandbox_iframes: false,
    object_resizing: false,
    formats,
    preview_styles: "font-size font-weight",
    block_formats: BLOCK_FORMATS(words),
    content_langs: settings.languages,
    text_patterns: [
      { start: "1. ", cmd: "InsertOrderedList" },
      { start: "* ", cmd: "InsertUnorderedList" },
      { start: "- ", cmd: "InsertUnorderedList" },
    ],

    link_target_list: false,
    link_title: true,
    link_default_protocol: "https",
    link_assume_external_targets: "https",
    link_title: false,
    lists_indent_on_tab: false,
    table_tab_navigation: false,
    table_default_styles: {},
    table_default_attributes: {},
    table_sizing_mode: "responsive",
    table_column_resizing: "resizetable",
    table_resize_bars: false,
    table_use_colgroups: false,
    table_header_type: "sectionCells",
    table_style_by_css: false,
    table_appearance_options: false,
    table_advtab: false,
    table_cell_advtab: false,
    table_row_advtab: false,
    table_toolbar: TABLE_BUTTONS,
    visual: true,

    paste_data_images: false,
    paste_block_drop: false,
    smart_paste: true,
    paste_webkit_styles: "none",
    paste_merge_formats: true,

    setup: (editor) => {
      addButtons(editor, settings);
      addKeys(editor);
      addPictures(editor, settings);
      addEmbeds(editor, settings, area.dataset.embedUrl);
      addPasting(editor, settings, area.dataset.embedUrl);
      keepPolicy(editor);
      editor.on("PreInit", () => {
        const { lang, dataset } = document.documentElement;
        Object.assign(editor.getDoc().documentElement, { lang });
        Object.assign(editor.getDoc().documentElement.dataset, dataset);
        // Until its styles are there it has no text: what is typed before would be overwritten.
        editor.iframeElement.inert = true;
      });
      editor.on("init", () => {
        editor.iframeElement.inert = false;
      });
    },
  };
}
