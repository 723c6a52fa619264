// What the shell does for its panels: files, sessions, the clipboard, settings, exports.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/document/session.h"
#include "app/gui/shell/shell.h"
#include "core/base/load_error.h"
#include "core/filter/kernel.h"
#include "core/image/load.h"
#include "core/io/keras/h5.h"
#include "core/io/labels.h"
#include "core/io/model_file.h"

namespace convscope {

namespace fs = std::filesystem;

void Shell::carry_out(const Request& request) {
    using Kind = Request::Kind;
    switch (request.kind) {
        case Kind::undo:
            history_.undo();
            break;
        case Kind::redo:
            history_.redo();
            break;
        case Kind::open_dialog:
            file_dialog_.open(ui_);
            break;
        case Kind::open_file:
            open_file(request.file);
            break;
        case Kind::open_recent:
            open_recent(request.file);
            break;
        case Kind::clear_recent:
            change_settings([](UserSettings& s) { s.recent_files.clear(); });
            break;
        case Kind::reload_model:
            reload_model();
            break;
        case Kind::open_sample:
            open_sample(request.text);
            break;
        case Kind::save_session:
            file_dialog_.save(ui_, FileDialog::Purpose::save_session,
                              document().picture.file.stem().string() + ".json");
            break;
        case Kind::copy:
            window_.set_clipboard(request.text);
            notices_.say("Copied.");
            break;
        case Kind::copy_filter:
            copy_filter();
            break;
        case Kind::paste_filter:
            paste_filter();
            break;
        case Kind::help:
            help_window_.open(ui_);
            break;
        case Kind::code:
            code_window_.open(ui_);
            break;
        case Kind::performance:
            show_times_ = !show_times_;
            break;
        case Kind::fullscreen:
            window_.toggle_fullscreen();
            break;
        case Kind::theme:
            change_settings([](UserSettings& s) { s.dark = !s.dark; });
            break;
        case Kind::scale_up:
            change_scale(1.1F);
            break;
        case Kind::scale_down:
            change_scale(1 / 1.1F);
            break;
        case Kind::scale_reset:
            change_scale(0);
            break;
        case Kind::fit:
            history_.perform(set_lab_view([](LabView& v) { v.camera = {}; }));
            break;
        case Kind::save_preset:
            change_settings([&](UserSettings& s) {
                s.remember_preset(
                    {request.text, document().lab.filters.at(static_cast<std::size_t>(document().lab.edited))});
            });
            break;
        case Kind::remove_preset:
            change_settings(
                [&](UserSettings& s) { std::erase_if(s.presets, [&](auto& p) { return p.name == request.text; }); });
            break;
        case Kind::network_code:
            code_window_.open(ui_);
            break;
        case Kind::say:
            notices_.say(request.text);
            break;
        case Kind::warn:
            notices_.warn(request.text);
            break;
        case Kind::save_as:
            write_ = request.write;
            file_dialog_.save(ui_, FileDialog::Purpose::export_values, request.text);
            break;
        case Kind::open_model_sample:
            open_sample_model(request.text);
            break;
        case Kind::open_second_model:
            open_second_model(request.text);
            break;
        case Kind::open_input_sample:
            open_sample_input(request.text);
            break;
    }
}

void Shell::change_settings(const std::function<void(UserSettings&)>& change) {
    change(settings_);
    if (options_.config.empty()) return;
    try {
        save_user_settings(options_.config, settings_);
    } catch (const LoadError& error) {
        notices_.warn(error.what());
    }
}

void Shell::change_scale(float factor) {
    change_settings([&](UserSettings& s) {
        s.scale = factor == 0 ? 1 : std::clamp(std::round(s.scale * factor * 20) / 20, 0.75F, 3.0F);
    });
}

void Shell::open_recent(const fs::path& file) {
    std::error_code error;
    if (fs::exists(file, error)) return open_file(file);
    notices_.warn(file.string() +
                  " is not there any more; it was moved, renamed or removed, or its disk is not connected.");
}

void Shell::open_files(const std::vector<fs::path>& files) {
    // A model's layers and its weights, given together, are one model.
    const auto layers = std::ranges::find_if(files, looks_like_architecture);
    const auto weights = std::ranges::find_if(files, keras::looks_like_hdf5);
    const bool pair = layers != files.end() && weights != files.end();
    if (pair) open_own_model({.file = fs::absolute(*layers), .weights = fs::absolute(*weights)});
    for (auto file = files.begin(); file != files.end(); ++file)
        if (!pair || (file != layers && file != weights)) open_file(*file);
}

void Shell::open_file(const fs::path& file) {
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error);
    if (looks_like_session(absolute)) return open_session(absolute);
    if (fs::is_directory(absolute, error)) return open_dataset(absolute, true);
    if (looks_like_model(absolute)) return open_own_model({.file = absolute});
    if (looks_like_labels(absolute)) return open_labels(absolute);
    if (document().workspace == Workspace::layers) {
        load({.file = absolute, .is_sample = false, .picture = {}}, [this](const OpenPicture& picture) {
            change_settings([&](UserSettings& s) { s.remember_file(picture.file); });
            history_.perform(
                open_input({.source = InputSource::file, .file = picture.file, .picture = picture.picture}));
        });
        return;
    }
    load({.file = absolute, .is_sample = false, .picture = {}}, [this](OpenPicture picture) {
        change_settings([&](UserSettings& s) { s.remember_file(picture.file); });
        history_.perform(open_picture(std::move(picture)));
        views_panel_.forget();
    });
}

void Shell::open_sample(const std::string& name) {
    if (picture_panel_.sample_file(name).empty()) {
        notices_.warn("The sample picture \"" + name +
                      "\" is missing; install the program again, or open a picture of your own.");
        return;
    }
    load({.file = name, .is_sample = true, .picture = {}}, [this](OpenPicture picture) {
        history_.perform(open_picture(std::move(picture)));
        views_panel_.forget();
    });
}

void Shell::load(OpenPicture source, std::function<void(OpenPicture)> then, std::function<void()> failed) {
    const fs::path file = source.is_sample ? picture_panel_.sample_file(source.file.string()) : source.file;
    loads_.submit([file] { return load_picture(file); },
                  [source, then = std::move(then)](Picture picture) mutable {
                      source.picture = std::move(picture);
                      then(std::move(source));
                  },
                  [this, failed = std::move(failed)](const std::string& message) {
                      notices_.warn(message);
                      if (failed) failed();
                  });
}

std::optional<Kernel> Shell::filter_in_view() const {
    if (document().workspace == Workspace::filter_lab)
        return document().lab.filters.at(static_cast<std::size_t>(document().lab.edited)).kernel;
    const NetworkView& view = document().network_view;
    return lab_kernel(document().network, view.layer, view.kernel_channel, view.channel);
}

void Shell::copy_filter() {
    const std::optional<Kernel> kernel = filter_in_view();
    if (!kernel) {
        notices_.warn("This layer has no filter to copy. The menu beside its name exports its values.");
        return;
    }
    window_.set_clipboard(as_rows(*kernel));
    notices_.say("The filter's values are copied as text.");
}

void Shell::paste_filter() {
    try {
        const Kernel kernel = parse_kernel(window_.clipboard());
        if (kernel.size < 3) throw LoadError("filter", "is a single number", "copy 3 x 3, 5 x 5 or 7 x 7 values");
        if (document().workspace == Workspace::filter_lab) {
            history_.perform(set_kernel(document().lab.edited, kernel, "pasting of a filter"));
            return;
        }
        const std::optional<Kernel> old = filter_in_view();
        if (!old || old->size != kernel.size)
            throw LoadError("filter", fmt::format("has {0} x {0} values", kernel.size),
                            old ? fmt::format("this layer's kernels have {0} x {0}", old->size)
                                : "a convolution would take them, this layer has no filter");
        const NetworkView& view = document().network_view;
        history_.perform(send_filter_to_node({.kernel = kernel}, view.layer, view.kernel_channel, view.channel));
    } catch (const LoadError& error) {
        notices_.warn(std::string("The clipboard's values cannot be used: ") + error.what());
    }
}

void Shell::file_chosen(const FileDialog::Choice& choice) {
    try {
        switch (choice.purpose) {
            case FileDialog::Purpose::open:
                open_file(choice.file);
                break;
            case FileDialog::Purpose::save_session:
                save_session(choice.file, document());
                change_settings([&](UserSettings& s) { s.remember_file(choice.file); });
                notices_.say("Saved as " + choice.file.string() + ".");
                break;
            case FileDialog::Purpose::export_values:
                write_(choice.file);
                notices_.say("Saved as " + choice.file.string() + ".");
                break;
        }
    } catch (const LoadError& error) {
        notices_.warn(error.what());
    }
}

}  // namespace convscope
