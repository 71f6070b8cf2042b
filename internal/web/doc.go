// Package web serves the owner's page: the report of the newest run as a page
// that one can act on, a look under way as it happens, and what was seen before.
// Every page works without JavaScript; the script only saves a click.
//
// One file a page or action. What the pages show and do comes from outside
// (Options): this package knows no collector and no database driver.
package web
