package dev.itemseal.benchmarks;

import dev.itemseal.api.item.Item;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Requests to a table from end to end. {@link TableComparison} runs it for all ways in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TableBenchmark {

    /** The way to the table. */
    @Param({"memory", "memory-encrypted"})
    public String access;

    /** Which items, see {@link ItemShape}. */
    @Param("typical")
    public String shape;

    private TableSubject table;
    private List<Item> items;
    private List<Item> keys;
    private int last;

    /** Fills a table. */
    @Setup
    public void fill() {
        table = TableAccess.labelled(access).open();
        items = ItemShape.items(shape);
        items.forEach(table::put);
        keys = items.stream().map(TableBenchmark::keyOf).toList();
    }

    private static Item keyOf(Item item) {
        Item.Builder key = Item.builder(2);
        ItemShape.TABLE
                .primaryIndex()
                .keyNames()
                .forEach(name -> key.put(name, item.attribute(name).orElseThrow()));
        return key.build();
    }

    private int next() {
        last = (last + 1) % items.size();
        return last;
    }

    /** Puts an item. */
    @Benchmark
    public Object put() {
        return table.put(items.get(next()));
    }

    /** Gets an item. */
    @Benchmark
    public Object get() {
        return table.get(keys.get(next()));
    }

    /** Puts a batch. */
    @Benchmark
    public Object putBatch() {
        int from = next() % (items.size() - TableSubject.BATCH);
        return table.putBatch(items.subList(from, from + TableSubject.BATCH));
    }

    /** Reads the table. */
    @Benchmark
    public Object scan() {
        return table.scan();
    }

    /** Closes the table. */
    @TearDown
    public void close() {
        table.close();
    }
}
