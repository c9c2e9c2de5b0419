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
    @Param({
        "memory",
        "memory-encrypted-table",
        "wireless-client",
        "wireless-encrypted-client",
        "dynamodb-client",
        "dynamodb-encrypted-client",
        "dynamodb-encrypted-table"
    })
    public String access;

    /** Which items, see {@link ItemShape}. */
    @Param("typical")
    public String shape;

    private TableSubject table;
    private int last;

    /** Fills a table and looks whether it holds what was put. */
    @Setup
    public void fill() {
        List<Item> items = ItemShape.items(shape);
        table = TableAccess.labelled(access).open(items);
        for (int i = 0; i < items.size(); i++) {
            table.put(i);
        }
        if (table.scan().size() != items.size()) {
            throw new IllegalStateException("the table does not hold all items; no measurement would mean anything");
        }
        for (int i = 0; i < items.size(); i++) {
            if (!table.read(i).equals(items.get(i))) {
                throw new IllegalStateException(
                        "an item does not come back as it was put; no measurement would mean anything");
            }
        }
    }

    private int next() {
        last = (last + 1) % ItemShape.VARIANTS;
        return last;
    }

    /** Puts an item. */
    @Benchmark
    public Object put() {
        return table.put(next());
    }

    /** Gets an item. */
    @Benchmark
    public Object get() {
        return table.get(next());
    }

    /** Puts a batch. */
    @Benchmark
    public Object putBatch() {
        return table.putBatch(next() % (ItemShape.VARIANTS - TableSubject.BATCH));
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
