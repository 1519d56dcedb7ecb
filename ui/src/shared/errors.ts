// What went wrong, in our own words. The program's message is for the log and is never shown.
import type { ErrorCode } from "../contract/ErrorCode";
import { inBoth } from "./words";

/** What happened, and what to do about it. */
export interface Explanation {
  readonly what: string;
  readonly todo: string;
}

const e = (what: string, todo: string): Explanation => ({ what, todo });

/** Every error of the contract. */
export const ERROR_WORDS = inBoth<Record<ErrorCode, Explanation>>(
  {
    no_event: e("No event is open.", "Open or create one first."),
    no_post: e("This device stands at no checkpoint.", "Choose a checkpoint."),
    bad_request: e("A value cannot be.", "Check what you entered."),
    not_found: e("It does not exist any more.", "Look at the list again."),
    taken: e("That name or number is taken.", "Choose another."),
    locked: e("That cue was called already: its place and times stand.", "Change one that is still to come."),
    not_the_caller: e("Another device calls this show.", "Ask whoever calls, or take the call."),
    not_a_replica: e("This file is not an event, or the key does not fit.", "Choose another file."),
    too_new: e("A newer Gatehouse wrote this file.", "Update Gatehouse on this device."),
    in_use: e("Another program has this event open.", "Close the other window, then try again."),
    wrong_passphrase: e("The passphrase is wrong.", "Type it again; capitals count."),
    no_key_store: e("This system's key store cannot be used.", "Protect the event with a passphrase."),
    key_missing: e("The key of this event is not on this device.", "Open it on the device that made it."),
    disk_full: e("The disk is full.", "Free some space; nothing is admitted until then."),
    io: e("The disk or the file failed.", "Check the drive, then open the event again."),
    damaged: e("The event's file is damaged.", "Use another device and call for help."),
    halted: e("Nothing can be recorded now, so nobody can be admitted.", "Open the event again."),
    bad_csv: e("This file cannot be read as CSV.", "Export it again as CSV (UTF-8)."),
    no_signing_key: e("No active signing key is on this device.", "Make a new key in Setup, Keys."),
    camera: e("The camera cannot be used.", "Check its cable or choose another."),
    no_network: e("The central store cannot be reached.", "Check the network, then try again."),
    wrong_sign_in: e("The e-mail address or the password is wrong.", "Type both again; capitals count."),
    not_signed_in: e("Only a signed-in organizer may do that.", "Sign in first."),
    bad_enrolment_code: e("This code is unknown, was used, or has run out.", "Ask for a new code."),
    store_refused: e("The central store refuses it.", "Update Gatehouse, or ask the organizer."),
    bad_bundle: e("This file is of another event, or was altered.", "Write it again on the other device."),
    untrusted_file: e(
      "The device that signed this file is not trusted here.",
      "Have the organizer's device write it.",
    ),
    bug: e("Something in Gatehouse went wrong.", "Try again; if it stays, restart and report it."),
  },
  {
    no_event: e("No hay ningún evento abierto.", "Primero abre o crea uno."),
    no_post: e("Este equipo no está en ningún punto de control.", "Elige un punto de control."),
    bad_request: e("Hay un valor que no es posible.", "Revisa lo que escribiste."),
    not_found: e("Ya no existe.", "Mira la lista otra vez."),
    taken: e("Ese nombre o número ya está en uso.", "Elige otro."),
    locked: e("Ese cue ya se dio: su lugar y sus tiempos quedan.", "Cambia uno que aún falte."),
    not_the_caller: e("Otro equipo dirige este show.", "Habla con quien dirige o toma la dirección."),
    not_a_replica: e("Este archivo no es un evento o la clave no corresponde.", "Elige otro archivo."),
    too_new: e("Este archivo es de un Gatehouse más nuevo.", "Actualiza Gatehouse en este equipo."),
    in_use: e("Otro programa tiene abierto este evento.", "Cierra la otra ventana y vuelve a intentar."),
    wrong_passphrase: e("La frase de acceso no es correcta.", "Escríbela otra vez; las mayúsculas cuentan."),
    no_key_store: e("El almacén de claves del sistema no funciona.", "Protege el evento con una frase."),
    key_missing: e("La clave de este evento no está en este equipo.", "Ábrelo en el equipo que lo creó."),
    disk_full: e("El disco está lleno.", "Libera espacio; hasta entonces no pasa nadie."),
    io: e("Falló el disco o el archivo.", "Revisa la unidad y abre el evento otra vez."),
    damaged: e("El archivo del evento está dañado.", "Usa otro equipo y pide ayuda."),
    halted: e("Ahora no se puede registrar nada y nadie puede pasar.", "Abre el evento otra vez."),
    bad_csv: e("Este archivo no se puede leer como CSV.", "Expórtalo otra vez como CSV (UTF-8)."),
    no_signing_key: e("No hay una clave de firma activa en este equipo.", "Crea una en Ajustes, Claves."),
    camera: e("No se puede usar la cámara.", "Revisa el cable o elige otra."),
    no_network: e("No se llega al almacén central.", "Revisa la red y vuelve a intentar."),
    wrong_sign_in: e(
      "El correo o la contraseña no es correcto.",
      "Escríbelos otra vez; las mayúsculas cuentan.",
    ),
    not_signed_in: e("Solo la organización puede hacerlo.", "Primero inicia sesión."),
    bad_enrolment_code: e("Este código no existe, ya se usó o venció.", "Pide un código nuevo."),
    store_refused: e("El almacén central lo rechaza.", "Actualiza Gatehouse o pregunta a la organización."),
    bad_bundle: e("Este archivo es de otro evento o fue alterado.", "Escríbelo otra vez en el otro equipo."),
    untrusted_file: e(
      "El equipo que firmó este archivo no es de confianza aquí.",
      "Escríbelo en el equipo de la organización.",
    ),
    bug: e("Algo falló en Gatehouse.", "Intenta otra vez; si sigue, reinicia y avísanos."),
  },
);
