package dev.itemseal.benchmarks;

/**
 * What one fork measured.
 *
 * @param task what that was
 * @param round in which of the rounds; those of one round ran one after the other
 * @param perCpuSecond items for each second of processor time
 * @param perSecond items for each second on the clock, of all threads
 * @param bytesPerItem bytes allocated for each item
 */
record Measurement(Task task, int round, double perCpuSecond, double perSecond, double bytesPerItem) {

    /** Processor time for each item. */
    double microseconds() {
        return 1e6 / perCpuSecond;
    }

    /** Time on the clock that a thread takes for each item. */
    double microsecondsOnClock() {
        return task.configuration().threads() * 1e6 / perSecond;
    }

    double kilobytes() {
        return bytesPerItem / 1024;
    }
}
