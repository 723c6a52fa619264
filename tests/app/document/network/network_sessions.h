// Sessions with a network, for the tests of app/document.
#pragma once

#include <doctest/doctest.h>

#include "app/document/session.h"
#include "tests/app/document/documents.h"
#include "tests/app/document/networks.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

/// A complete document with the small model, unchanged.
inline Document plain_network_document() {
    Document document = network_document();
    document.picture = plain_picture("/pictures/a.png", {8, 8});
    return document;
}

/// A complete document in which no value of the network that a session stores is the default.
inline Document unusual_network_document() {
    Document document = unusual_document();
    document.workspace = WorkspaceId::layers;
    document.network = network_document().network;
    document.network.model.file = "/models/my model.h5";
    document.network.model.is_sample = false;
    nn::Preprocessing preprocessing = nn::with_range({.inversion = nn::Inversion::always}, nn::InputRange::imagenet);
    preprocessing.order = nn::ColourOrder::bgr;
    document.network.model =
        with_notes(document.network.model,
                   {.preprocessing = preprocessing, .labels = {"a", "\u00e4 \"b\"", ""}, .picture_input = "input_1"});
    document.network.input = {.source = InputSource::dataset,
                              .file = "/data/shoes and boots",
                              .number = 4321,
                              .label = 2,
                              .picture = patterned({20, 30}),
                              .crop = PixelRect{1, 2, 13, 14},
                              .brightness = -12.3F};
    stroke(document, {{3.2, 4.1, 1.7F, 200.F}, dot(11, 11, 1.F)}).apply(document);
    set_weight_value({1, 0}, 35, 0.1F).apply(document);
    set_weight_value({1, 0}, 0, -1e6F).apply(document);
    set_weight_value({4, 1}, 1, 1e-30F).apply(document);
    set_ablated_channels(1, {0, 3}, "").apply(document);
    set_ablated_channels(4, {2}, "").apply(document);
    NetworkView& view = document.network_view;
    view.draw = {.tool = PadTool::line, .mirror = true, .colour = {1, 22.5F, 200}, .guide = "class:3"};
    view.page = NetworkPage::map;
    view.layer = 2;
    view.channel = 3;
    view.second = 1;
    view.pinned = nn::Position{4, 3, 0};
    view.pinned_input = nn::Position{7, 9, 0};
    view.kernel_channel = 5;
    view.show_filters = true;
    view.order = MapOrder::contribution;
    view.range = MapRange::model;
    view.colour_map = ColourMap::viridis;
    view.player = {.active = true, .position = 12.5, .speed = 0.1};
    view.brush = 2.5F;
    view.ink = 96;
    view.why = {.method = WhyMethod::occlusion,
                .layer = "conv",
                .opacity = 0.25F,
                .smooth = true,
                .randomised = WhyRandomised::from_top,
                .seed = 12,
                .fill = nn::OcclusionFill::noise,
                .side = 9,
                .stride = 3,
                .change = WhyChange::answer,
                .patch = nn::Position{3, 8, 0},
                .amounts = {0.25F, -0.125F, 30},
                .maximises_class = true,
                .maximum = {.rate = 0.125F, .smoothness = 0.25F, .blur = 0.5F, .jitter = 3}};
    view.explained = 2;
    view.answer.rival = 1;
    return document;
}

/// Puts the session's network into `document`, with the model, picture and label of `saved`.
inline void put_saved_network(const Session& session, const Document& saved, Document& document) {
    REQUIRE(session.network.has_value());
    const Network& network = saved.network;
    put_network(*session.network, network.model.model, network.input.picture, network.input.label, "s.json", document);
}

}  // namespace convscope
