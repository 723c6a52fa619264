// A window with the course model and a small data set on the page "Data set". The test computes the values that the
// page must show with its own plan.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/nn/train/batches.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"

namespace convscope::test {

class DatasetDriver : public NetworkDriver {
  public:
    explicit DatasetDriver(int pictures = 120, int width = 1280, int height = 1000) : NetworkDriver(width, height) {
        drop({samples::write_test_images(folder(), pictures)});
        key(GLFW_KEY_X);
        settle();
        REQUIRE(layers().page == NetworkPage::data);
        REQUIRE(data().size() == pictures);
    }

    const nn::Dataset& data() { return *workspace().dataset().data; }
    const DatasetPage& page() { return workspace().pages().dataset; }
    void choose_topic(const std::string& name) {
        click("data.topic." + name);
        settle();
    }

    /// The node's values for each picture, computed one by one with the document's edits.
    std::vector<std::vector<float>> values_of(int node) {
        nn::Plan plan = fresh_plan();
        std::vector<std::vector<float>> all;
        std::vector<float> input(static_cast<std::size_t>(data().example.count()));
        for (std::int64_t i = 0; i < data().size(); ++i) {
            nn::fill_batch(data(), std::vector<std::int64_t>{i}, model().info().preprocessing, input);
            plan.set_input(0, input);
            plan.run();
            const auto values = plan.activation(node);
            all.emplace_back(values.begin(), values.end());
        }
        return all;
    }
    std::size_t label(std::int64_t example) { return data().labels.at(static_cast<std::size_t>(example)); }
    std::string class_of(std::int64_t example) { return model().info().labels.at(label(example)); }
};

/// The largest of the values first, first + step, ...
inline float largest_of(const std::vector<float>& values, std::size_t first, std::size_t step) {
    float largest = values.at(first);
    for (std::size_t i = first; i < values.size(); i += step) largest = std::max(largest, values[i]);
    return largest;
}

}  // namespace convscope::test
