/**
 * The most-recent provider and the meta store (specification, chapter MRP).
 *
 * <p>Start with {@link dev.itemseal.materials.mostrecent.MetaStore} and
 * {@link dev.itemseal.materials.mostrecent.CachingMostRecentProvider}.
 */
package dev.itemseal.materials.mostrecent;
