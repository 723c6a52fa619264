#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "app/document/json_values.h"
#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "app/document/training/training_commands.h"
#include "app/lesson/words/actions.h"
#include "app/opening/session_files.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxSession = 1 << 24;

void apply_workspace(SettingScene& scene) {
    scene.arguments.expect(1, 1);
    set_workspace(scene.arguments.choice<WorkspaceId>(0, kWorkspaceNames)).apply(scene.document);
}

void apply_page(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 1);
    switch (scene.document.workspace) {
        case WorkspaceId::filter_lab:
            open_page(a.choice<LabPage>(0, kLabPageNames)).apply(scene.document);
            break;
        case WorkspaceId::layers:
            need_model(scene);
            set_network_view([page = a.choice<NetworkPage>(0, kNetworkPageNames)](NetworkView& view) {
                view.page = page;
            }).apply(scene.document);
            break;
        case WorkspaceId::training:
            set_training_view([page = a.choice<TrainingPage>(0, kTrainingPageNames)](TrainingView& view) {
                view.page = page;
            }).apply(scene.document);
            break;
    }
}

/// Throws LoadError if the session, or a part of it, names a file outside the lesson's folder.
void refuse_outside(const LessonFiles& files, const ParsedJson& part) {
    if (!part.is_structured()) return;
    if (part.is_object() && part.contains("file") && part["file"].is_string())
        files.refuse_outside(part["file"].get<std::string>());
    for (const ParsedJson& member : part) refuse_outside(files, member);
}

void apply_session(SettingScene& scene) {
    const Arguments& a = scene.arguments;
    a.expect(1, 1);
    const std::filesystem::path file = scene.files.file(a.text(0));
    const std::vector<std::uint8_t> bytes = read_file(file, kMaxSession, tr("save a session into it"));
    refuse_outside(scene.files, parse_json_object({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                                  file.string(), tr("a session")));
    const ReadSession read = read_session_files(file, scene.files.samples(), scene.stop);
    if (!read.problems.empty())
        a.fail(tr("the session \"{}\" is not complete: {}", a.text(0), read.problems.front()),
               tr("Put its files into the lesson's folder"));
    scene.document = read.document;
}

constexpr std::array kActions{WordAction{"workspace", apply_workspace}, WordAction{"page", apply_page},
                              WordAction{"session", apply_session}};

}  // namespace

std::span<const WordAction> general_actions() {
    return kActions;
}

}  // namespace convscope
