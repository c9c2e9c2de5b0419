/**
 * The door for plugins: factories that make materials providers, wrapping keys and stores from settings, and how they are found.
 *
 * <p>A plugin is picked by the id that the user's configuration names; being on the path is no permission.
 */
package dev.itemseal.api.plugin;
