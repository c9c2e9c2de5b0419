package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** A part of a list; the marker of the next one is the last name that was told. */
record Page(List<String> names, boolean truncated) {

    static Page of(List<String> sorted, Parameters parameters, int defaultLimit, int maxLimit) {
        int limit = parameters.integer("Limit", 1, maxLimit).orElse(defaultLimit);
        List<String> left = parameters
                .text("Marker", 1024)
                .map(marker -> sorted.stream()
                        .filter(name -> name.compareTo(marker) > 0)
                        .toList())
                .orElse(sorted);
        return new Page(left.subList(0, Math.min(limit, left.size())), left.size() > limit);
    }

    ObjectNode toJson(String member, Function<String, ObjectNode> entry) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = answer.putArray(member);
        names.forEach(name -> entries.add(entry.apply(name)));
        answer.put("Truncated", truncated);
        if (truncated) {
            answer.put("NextMarker", names.get(names.size() - 1));
        }
        return answer;
    }
}
