/**
 * One contract class per port, for everyone who writes a plugin. Extend it in the plugin's own tests, say how to reach the
 * plugin, and run: each test is one numbered rule, and a failure names the rule and what to look at.
 */
package dev.itemseal.conformance;
