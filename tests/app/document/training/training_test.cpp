#include "app/document/training/training.h"

#include <doctest/doctest.h>

namespace convscope {

TEST_CASE("titles of runs and names of pictures that files have are shown as they are in English") {
    for (const int convolutions : {0, 1, 2, 3}) {
        nn::NetworkSettings network;
        network.convolutions = convolutions;
        network.filters = 16;
        network.kernel = 5;
        CAPTURE(convolutions);
        CHECK(shown_run_title(run_title(network)) == run_title(network));
    }
    CHECK(run_title({.convolutions = 1, .filters = 8, .dense = {32}}) == "8 filters 3 \u00d7 3, 1 convolution");
    CHECK(run_title({.convolutions = 0}) == "No convolution");
    for (const char* const title :
         {"", "course, 1 convolution, 8 filters", "8 filters 3 \u00d7 5, 1 convolution", "1 2 3 4",
          "99999999999 filters 3 \u00d7 3, 2 convolutions", "8 filters 3 \u00d7 3, 1 convolutions"})
        CHECK(shown_run_title(title) == title);
    Training training;
    training.source = TrainingSource::garments;
    CHECK(data_title(training) == "Garments");
    training.source = TrainingSource::open_dataset;
    training.folder = "/pictures/leaves/";
    CHECK(data_title(training) == "leaves");
    for (const char* const title : {"Garments", "Classes of one's own", "leaves", ""})
        CHECK(shown_data_title(title) == title);
}

}  // namespace convscope
