/** Programs to start from, each by itself. */
package dev.itemseal.examples;
