/** Measures Itemseal beside the clients that users would otherwise pick, and beside what the bare cryptography costs. */
package dev.itemseal.benchmarks;
