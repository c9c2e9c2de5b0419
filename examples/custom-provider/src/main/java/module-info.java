/** Keys from a transit service, as a plugin for Itemseal. */
module com.example.transit {
    requires dev.itemseal.api;
    requires java.net.http;

    provides dev.itemseal.api.plugin.MaterialsProviderFactory with
            com.example.transit.TransitProviderFactory;
}
