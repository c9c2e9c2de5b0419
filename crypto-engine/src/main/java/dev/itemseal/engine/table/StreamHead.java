package dev.itemseal.engine.table;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.item.StringValue;

/**
 * What stands under a byte stream's own key.
 *
 * @param write the write that counts
 * @param pieces how many pieces it has
 * @param length how many bytes it has
 */
record StreamHead(String write, long pieces, long length) {

    static StreamHead of(Item item) {
        return new StreamHead(
                ((StringValue) attribute(item, StreamLayout.WRITE, StringValue.class)).text(),
                number(item, StreamLayout.PIECES),
                number(item, StreamLayout.LENGTH));
    }

    private static long number(Item item, String name) {
        try {
            return ((NumberValue) attribute(item, name, NumberValue.class))
                    .toBigDecimal()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw notStream();
        }
    }

    private static AttributeValue attribute(Item item, String name, Class<? extends AttributeValue> type) {
        return item.attribute(name).filter(type::isInstance).orElseThrow(StreamHead::notStream);
    }

    private static ItemRefusedException notStream() {
        return new ItemRefusedException(
                Reason.STREAM_BROKEN,
                "What stands under the key is not a byte stream, but another item; look at the key");
    }
}
