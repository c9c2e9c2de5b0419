package dev.itemseal.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One item after the other, encrypted or decrypted. {@link Comparison} runs it for all contenders in turn. */
public class ItemBenchmark {

    /** What all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {

        /** Who does the work. */
        @Param({
            "legacy",
            "successor",
            "itemseal",
            "itemseal-sdk",
            "mapping",
            "floor-init",
            "floor",
            "new-key",
            "kms-call"
        })
        public String contender;

        /** Where the keys come from. */
        @Param("static")
        public String keys;

        /** Which items, see {@link ItemShape}. */
        @Param({"small", "typical", "wide", "large", "nested"})
        public String shape;

        private Subject subject;

        /** Makes the client. */
        @Setup
        public void open() {
            subject = Contender.labelled(contender).subject(KeyScheme.labelled(keys));
        }
    }

    /** What each thread has for itself. */
    @State(Scope.Thread)
    public static class Own {

        private Subject.Workload workload;
        private int last;

        /** Prepares the items. */
        @Setup
        public void prepare(Shared shared) throws Exception {
            workload = shared.subject.workload(ItemShape.items(shared.shape));
        }

        private int next() {
            last = (last + 1) % ItemShape.VARIANTS;
            return last;
        }
    }

    /** Encrypts an item. */
    @Benchmark
    public Object encrypt(Own own) throws Exception {
        return own.workload.encrypt(own.next());
    }

    /** Decrypts an item. */
    @Benchmark
    public Object decrypt(Own own) throws Exception {
        return own.workload.decrypt(own.next());
    }
}
