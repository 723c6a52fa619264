// The actions of the words on a document, by workspace. Internal: the interface is state.h.
#pragma once

#include <span>
#include <stop_token>
#include <string_view>

#include "app/document/document.h"
#include "app/lesson/state.h"
#include "app/lesson/words/arguments.h"

namespace convscope {

/// A setting and the document that it changes.
struct SettingScene {
    Document& document;
    const Arguments& arguments;
    LessonFiles& files;
    std::stop_token stop;
};

/// `apply` throws SettingError, or LoadError for a file that cannot be read.
struct WordAction {
    std::string_view word;
    void (*apply)(SettingScene& scene);
};

// There is one action for every word of word_table.cpp, except for cover, point, only and free.
std::span<const WordAction> general_actions();
std::span<const WordAction> filter_actions();
std::span<const WordAction> lab_page_actions();
std::span<const WordAction> layers_actions();
std::span<const WordAction> layers_input_actions();
std::span<const WordAction> training_actions();

/// Opens the course model and its first input if no model is open.
void need_model(SettingScene& scene);
/// The node that argument `index` names: a layer's name or its number. Needs a model.
int node_of(const SettingScene& scene, std::size_t index);

}  // namespace convscope
