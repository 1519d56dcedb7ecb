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
    bug: e("Something in Gatehouse went wrong.", "Try again; if it stays, restart and report it."),
  },
  {
    no_event: e("No hay ningún evento abierto.", "Primero abre o crea uno."),
    no_post: e("Este equipo no está en ningún punto de control.", "Elige un punto de control."),
    bad_request: e("Hay un valor que no es posible.", "Revisa lo que escribiste."),
    not_found: e("Ya no existe.", "Mira la lista otra vez."),
    taken: e("Ese nombre o número ya está en uso.", "Elige otro."),
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
    bug: e("Algo falló en Gatehouse.", "Intenta otra vez; si sigue, reinicia y avísanos."),
  },
);
