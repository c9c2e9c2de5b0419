package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a {@link MultiMaterialsProvider} from settings, under the id {@code multi}.
 *
 * <ul>
 *   <li>{@code 1}, {@code 2}, up to {@code 99}: the ids of the providers, whose settings stand in these sections; items are
 *       read with the first one, in the order of the numbers, that recognises them.
 *   <li>{@code write-with}: the number of the one that items are written with; {@code 1} by default.
 * </ul>
 */
public final class MultiMaterialsProviderFactory implements MaterialsProviderFactory {

    private static final String WRITE_WITH = "write-with";
    private static final int MOST = 99;

    /** Makes the factory. */
    public MultiMaterialsProviderFactory() {}

    @Override
    public String id() {
        return "multi";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        int writeWith = settings.number(WRITE_WITH, 1, MOST).orElse(1);
        SortedMap<Integer, MaterialsProvider> providers = new TreeMap<>();
        for (String name : settings.names()) {
            String number = name.split("\\.", 2)[0];
            if (number.matches("[1-9][0-9]?")) {
                providers.computeIfAbsent(
                        Integer.valueOf(number), key -> plugins.materialsProvider(settings.section(number)));
            } else if (!name.equals(WRITE_WITH)) {
                settings.refuse(
                        name, "is not known here; known are " + WRITE_WITH + " and numbers of providers, 1 to " + MOST);
            }
        }
        if (!providers.containsKey(writeWith)) {
            settings.refuse(new ConfigurationException(
                    Reason.MISSING_SETTING,
                    "The setting '" + settings.fullName(Integer.toString(writeWith))
                            + "' is missing, the provider that items are written with; add it, or name another one in '"
                            + settings.fullName(WRITE_WITH) + "'"));
        }
        settings.check();
        return MultiMaterialsProvider.of(
                Objects.requireNonNull(providers.get(writeWith)), List.copyOf(providers.values()));
    }
}
