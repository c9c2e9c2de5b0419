/** What becomes of text that was written by others before it is shown. It is open to the command alone. No argument may be null. */
package dev.itemseal.vectors.text;
