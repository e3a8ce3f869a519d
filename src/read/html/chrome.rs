//! What stands around the content of a page: told by its element, its role, the words of its class,
//! or by being nothing but links.

use scraper::{ElementRef, Html, Selector};

/// Words of a class, an id or a label that name what stands around the content.
const AROUND: &[&str] = &[
    "accessibility",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "feedback",
    "flyout",
    "megamenu",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "offcanvas",
    "pager",
    "pagination",
    "popular",
    "popup",
    "promo",
    "rating",
    "recommended",
    "related",
    "searchbox",
    "share",
    "sharing",
    "sidebar",
    "sitefooter",
    "siteheader",
    "skip",
    "skiplink",
    "skiplinks",
    "social",
    "survey",
    "topbar",
    "trending",
];
/// Elements that are around the content by what they are.
const ELEMENTS: &[&str] = &["nav", "aside", "dialog", "menu"];
/// Roles that are.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "alert",
];
/// A part that holds more than this share of the page's words is its content, whatever it is called.
const MAX_SHARE: f32 = 0.5;
/// A list of at least so many links is a list of other pages.
const MIN_LINKS: usize = 3;
/// Share of a list's words that stand in links.
const LINK_SHARE: f32 = 0.9;
/// A form with more words than this share of the page wraps the page.
const FORM_SHARE: f32 = 0.3;

/// Judges the elements of one page.
pub struct Chrome {
    words: usize,
    content: Option<Selector>,
    links: Option<Selector>,
    fields: Option<Selector>,
}

impl Chrome {
    /// For a page.
    pub fn new(page: &Html) -> Chrome {
        Chrome {
            words: letters(page.root_element()),
            content: Selector::parse("main, article, [role=main], h1").ok(),
            links: Selector::parse("a[href]").ok(),
            fields: Selector::parse("input, textarea, select, button").ok(),
        }
    }

    /// True when an element stands around the content. `in_content` inside `main` or `article`.
    pub fn is_around(&self, e: ElementRef<'_>, in_content: bool) -> bool {
        let name = e.value().name();
        if matches!(name, "html" | "body" | "main" | "article" | "table" | "tbody" | "tr") {
            return false;
        }
        let role = e.value().attr("role").unwrap_or("");
        let edge = matches!(name, "header" | "footer") && !in_content;
        // A class is a weak sign: inside the content, what holds a table is content.
        let by_class = is_named(e) && !(in_content && has_table(e));
        let named = ELEMENTS.contains(&name) || ROLES.contains(&role) || edge || by_class;
        let by_kind = named && self.share(e) <= MAX_SHARE && (edge || !self.has_content(e));
        by_kind || self.is_list_of_links(e) || self.is_form(e)
    }

    fn share(&self, e: ElementRef<'_>) -> f32 {
        letters(e) as f32 / self.words.max(1) as f32
    }

    fn has_content(&self, e: ElementRef<'_>) -> bool {
        self.content.as_ref().is_some_and(|s| e.select(s).next().is_some())
    }

    fn is_list_of_links(&self, e: ElementRef<'_>) -> bool {
        if !matches!(e.value().name(), "ul" | "ol") {
            return false;
        }
        let Some(selector) = &self.links else { return false };
        let links: Vec<ElementRef<'_>> = e.select(selector).collect();
        let linked: usize = links.iter().map(|l| letters(*l)).sum();
        links.len() >= MIN_LINKS && linked as f32 >= LINK_SHARE * letters(e) as f32
    }

    fn is_form(&self, e: ElementRef<'_>) -> bool {
        e.value().name() == "form"
            && self.fields.as_ref().is_some_and(|s| e.select(s).next().is_some())
            && self.share(e) <= FORM_SHARE
            && !self.has_content(e)
            && !has_table(e)
    }
}

fn has_table(e: ElementRef<'_>) -> bool {
    e.descendants().any(|n| n.value().as_element().is_some_and(|e| e.name() == "table"))
}

/// Letters and digits of an element's text, scripts and styles aside.
fn letters(e: ElementRef<'_>) -> usize {
    let mut count = 0;
    for node in e.descendants() {
        if let Some(text) = node.value().as_text() {
            let inside = node.parent().and_then(|p| p.value().as_element()).map(|e| e.name());
            if !matches!(inside, Some("script" | "style" | "noscript" | "template")) {
                count += text.chars().filter(|c| c.is_alphanumeric()).count();
            }
        }
    }
    count
}

fn is_named(e: ElementRef<'_>) -> bool {
    ["class", "id", "aria-label"].iter().any(|a| {
        let value = e.value().attr(a).unwrap_or("").to_lowercase();
        let long = *a == "aria-label" && value.split_whitespace().count() > 4;
        !long && value.split(|c: char| !c.is_alphanumeric()).any(|word| AROUND.contains(&word))
    })
}
