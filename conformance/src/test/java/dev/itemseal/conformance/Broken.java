package dev.itemseal.conformance;

/**
 * A key, a provider or a provider store with one defect.
 *
 * @param rule the one rule that it breaks
 * @param defect what is wrong
 * @param implementation what is broken
 */
record Broken<T>(String rule, String defect, T implementation) {

    @Override
    public String toString() {
        return rule + ": " + defect;
    }
}
