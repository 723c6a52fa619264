#include "tests/gui/network_driver.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "core/nn/inspect/classes.h"

namespace convscope::test {

WindowOptions without_dataset(WindowOptions options) {
    ::setenv("HOME", std::filesystem::temp_directory_path().c_str(), 1);
    return options;
}

nn::Trace fresh_trace(const nn::Model& model, const NetworkInput& input, const nn::Edits& edits) {
    nn::Plan plan(nn::applied(model, edits), 1);
    plan.set_input(0, nn::input_tensor(input, model).values);
    for (const auto& [node, channels] : edits.ablated) plan.set_ablated(node, channels);
    plan.run();
    nn::Trace trace;
    nn::snapshot(plan, trace);
    return trace;
}

bool same_values(std::span<const float> a, std::span<const float> b) {
    return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) <= 1e-5F * (1 + std::abs(y)); });
}

NetworkDriver::NetworkDriver(int width, int height, WindowOptions options)
    : Driver(width, height, without_dataset(std::move(options))) {
    if (document().workspace == WorkspaceId::filter_lab) key(GLFW_KEY_2);
    settle();
}

void NetworkDriver::arrive() {
    for (int i = 0; i < 2000 && shell().workspace<NetworkWorkspace>().is_moving(); ++i) frames(1);
    REQUIRE_FALSE(shell().workspace<NetworkWorkspace>().is_moving());
}

void NetworkDriver::go_to(int node) {
    arrive();
    click("journey.layer." + std::to_string(node));
    arrive();
    REQUIRE(layers().layer == node);
}

std::size_t NetworkDriver::count_of(std::string_view start) {
    return static_cast<std::size_t>(
        std::ranges::count_if(shell().ui_map(), [&](const auto& control) { return control.first.starts_with(start); }));
}

float NetworkDriver::input_value(std::int64_t row, std::int64_t col) {
    return input_values().at(static_cast<std::size_t>(row * input_shape().cols() + col));
}

std::vector<float> NetworkDriver::preprocessed(const Picture& picture, nn::Inversion inversion) const {
    nn::Preprocessing preprocessing = model().info().preprocessing;
    preprocessing.inversion = inversion;
    return nn::preprocessed(picture, preprocessing, input_shape()).values;
}

float NetworkDriver::class_value(std::size_t index, bool trained) {
    const nn::Trace& trace = trained ? *results().trained : *results().now;
    return trace.layer(model().outputs().front()).values.at(index);
}

std::string NetworkDriver::predicted() {
    return nn::ranked_classes(model(), now().layer(model().outputs().front()).values).front().label;
}

ImVec2 NetworkDriver::pixel_of(double row, double col) {
    const Rect place = at("input.picture");
    return {place.x + place.w * static_cast<float>((col + 0.5) / static_cast<double>(input_shape().cols())),
            place.y + place.h * static_cast<float>((row + 0.5) / static_cast<double>(input_shape().rows()))};
}

void NetworkDriver::stroke(const std::vector<Point>& points) {
    const ImVec2 first = pixel_of(points.front().row, points.front().col);
    move(first.x, first.y);
    frames(1);
    press();
    for (const Point& point : points) {
        const ImVec2 there = pixel_of(point.row, point.col);
        move(there.x, there.y);
    }
    release();
    settle();
}

nn::Position NetworkDriver::point_at(double down, double right) {
    const Rect map = at("maps.selected");
    // The pointer can only be on whole pixels.
    const float x = std::floor(map.x + map.w * static_cast<float>(right));
    const float y = std::floor(map.y + map.h * static_cast<float>(down));
    move(x, y);
    frames(2);
    const nn::Shape& shape = model().node(layers().layer).shape;
    return {static_cast<std::int64_t>((y - map.y) / map.h * static_cast<float>(shape.rows())),
            static_cast<std::int64_t>((x - map.x) / map.w * static_cast<float>(shape.cols())), layers().channel};
}

nn::Plan NetworkDriver::fresh_plan(bool trained) const {
    nn::Plan plan(model(), 1);
    const bool without_paint = trained && network().is_painted();
    plan.set_input(0, (without_paint ? nn::unpainted_tensor : nn::input_tensor)(input(), model()).values);
    if (!trained) {
        for (const auto& [ref, tensor] : network().edits.weights) plan.set_weight(ref.node, ref.weight, tensor);
        for (const auto& [node, channels] : network().edits.ablated) plan.set_ablated(node, channels);
    }
    plan.run();
    return plan;
}

void NetworkDriver::check_results() {
    for (const bool trained : {false, true}) {
        const nn::Plan plan = fresh_plan(trained);
        const nn::Trace& trace = trained ? *results().trained : *results().now;
        for (int node = 0; node < model().size(); ++node) {
            INFO(model().node(node).name, std::string(trained ? " as trained" : " now"));
            CHECK(std::ranges::equal(trace.layer(node).values, plan.activation(node)));
        }
    }
}

void NetworkDriver::check_input(const std::vector<float>& values) {
    REQUIRE(input_values() == values);
    check_results();
}

}  // namespace convscope::test
